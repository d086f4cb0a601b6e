import { expect } from 'chai';
import fc from 'fast-check';
import { DIALECTS } from '../../../../mappings/dialects/index.js';
import type { JsonObject, JsonValue } from '../../../../openapi/json.js';
import { documentsOf } from '../../../support/schema-arbitrary.js';
import type { SchemaDocument } from '../../../support/schema-validator.js';
import { sidesOf } from './contracts.js';
import { wishesFor } from './exceptions.js';

/** Attributes that no class of v5 has at their place, so that they travel under their own names. */
const WITHOUT_COUNTERPART: Readonly<Record<number, string>> = {
  620:
    'BundledProductOffering.lifecycleStatus ProductOfferingPrice.priceAlteration ' +
    'Money.taxCategory Money.taxRate Money.taxIncludedAmount Money.dutyFreeAmount ' +
    'TaxItem.id TaxItem.href CharacteristicSpecificationRelationship.charSpecSeq',
  621: '',
  622:
    'GeographicAddress.name ProductRelationship.product ResourceRef.value ' +
    'ProductPrice.billingAccount ProductOfferingQualificationItemRef.name ' +
    'ProductOfferingQualificationItemRef.href QuoteItemRef.name QuoteItemRef.href ' +
    'QuoteItemRef.quoteName',
  629: 'AccountRef.description ContactMedium.mediumType ContactMedium.characteristic PartyRef.role',
  632: 'ContactMedium.mediumType ContactMedium.characteristic',
  634:
    'FeatureSpecification.href FeatureSpecificationRelationship.id ' +
    'FeatureSpecificationRelationship.href CharacteristicSpecificationRelationship.id ' +
    'CharacteristicSpecificationRelationship.href CharacteristicSpecificationRelationship.featureId',
  637:
    'GeographicAddress.name ProductRelationship.product ResourceRef.value ' +
    'ProductPrice.billingAccount',
  638: 'GeographicAddress.name Entity.name',
  639:
    'Resource.resourceStatus ResourceRef.* AttachmentRef.* Note.href ResourceRelationship.id ' +
    'ResourceRelationship.href CharacteristicRelationship.href',
  666:
    'AccountRef.description FinancialAccountRef.accountBalance ContactMedium.mediumType ' +
    'ContactMedium.characteristic BillingCycleSpecificationRef.* BillFormatRef.description ' +
    'BillPresentationMediaRef.description BillingCycleSpecification.dateShift BillFormat.isRef ' +
    'BillPresentationMedia.isRef BillingCycleSpecification.isRef',
  669: 'AccountRef.description ContactMedium.mediumType ContactMedium.characteristic PartyRef.role',
  679:
    'CheckProductOfferingQualification.category CheckProductOfferingQualification.place ' +
    'GeographicAddress.name ProductRelationship.product ResourceRef.value ' +
    'ProductPrice.billingAccount',
};

/** What the subclasses have that no schema refers to. */
const IN_SUBCLASSES =
  'Characteristic.value CharacteristicValueSpecification.value ContactMedium.emailAddress ' +
  'ContactMedium.phoneNumber ContactMedium.faxNumber ContactMedium.socialNetworkId ' +
  'ContactMedium.city ContactMedium.country ContactMedium.postCode ' +
  'ContactMedium.stateOrProvince ContactMedium.street1 ContactMedium.street2';

describe('attributes of v4 that v5 does not know', function () {
  this.timeout(120_000);
  for (const dialect of DIALECTS) {
    it(`${dialect.api}: only those that are listed`, () => {
      const listed = `${WITHOUT_COUNTERPART[Number(dialect.api.slice(3, 6))]} ${IN_SUBCLASSES}`;
      const known = new Set(listed.split(' '));
      for (const { resource, view, canonical } of sidesOf(dialect)) {
        const wishes = wishesFor(dialect.api, 'v4', view.schema);
        const lens = dialect.resources[resource]!;
        fc.assert(
          fc.property(documentsOf(view.document, view.schema, wishes), (written) => {
            const found = unknownIn(lens.put(written), canonical.document, canonical.schema);
            const unlisted = found.filter(
              (one) => !known.has(one) && !known.has(one.replace(/\..*/, '.*')),
            );
            expect(unlisted).to.deep.equal([]);
          }),
          { numRuns: 50 },
        );
      }
    });
  }
});

interface Schema {
  readonly $ref?: string;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly discriminator?: { readonly mapping?: Readonly<Record<string, string>> };
}

/** `Class.attribute` of what its schema does not list; operators' own and the `@` ones left out. */
function unknownIn(value: JsonObject, document: SchemaDocument, name: string): string[] {
  const schema = document.components.schemas[name] as Schema | undefined;
  if (schema?.oneOf) {
    const member = schema.discriminator?.mapping?.[String(value['@type'])];
    return member === undefined ? [] : unknownIn(value, document, nameIn(member));
  }
  const properties = schema?.properties;
  if (!properties) return [];
  return Object.entries(value).flatMap(([attribute, one]) => {
    const property = properties[attribute];
    if (!property) return /^(@|x-)/.test(attribute) ? [] : [`${name}.${attribute}`];
    const inside = classOf(property);
    return inside === undefined ? [] : unknownInEach(one ?? null, document, inside);
  });
}

function unknownInEach(value: JsonValue, document: SchemaDocument, name: string): string[] {
  if (Array.isArray(value)) return value.flatMap((one) => unknownInEach(one, document, name));
  return typeof value === 'object' && value !== null ? unknownIn(value, document, name) : [];
}

function classOf(schema: Schema): string | undefined {
  if (schema.$ref !== undefined) return nameIn(schema.$ref);
  const inside = schema.items ?? schema.allOf?.[0];
  return inside && classOf(inside);
}

function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}
