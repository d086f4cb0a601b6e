import fc from 'fast-check';
import type { JsonValue } from '../../../../openapi/json.js';
import { ANY } from '../../../support/schema-scalars.js';
import type { Wishes } from '../../../support/schema-arbitrary.js';

type Version = 'v4' | 'v5';

/** A published reason why a law can hold only for some documents. */
interface Exception {
  /** Which documents it is about; left out: of both versions, of every API, of every class. */
  readonly version?: Version;
  readonly apis?: readonly number[];
  readonly classes?: readonly string[];
  readonly attribute: string;
  /** The values for which the laws hold; left out: any, but there must be one. */
  readonly values?: fc.Arbitrary<JsonValue>;
  readonly reason: string;
}

const URI = fc.nat(9999).map((n) => `https://example.org/thing/${n}`);
const ACTIONS = fc.constantFrom('add', 'modify', 'delete', 'noChange');
const RELATIONS = fc.constantFrom('excluded', 'includes', 'may include', 'requires');
const TASK_STATES = fc.constantFrom(
  ...['acknowledged', 'rejected', 'inProgress', 'cancelled', 'done', 'terminatedWithError'],
);

/** Where a law can hold only for some documents, and why. */
export const EXCEPTIONS: readonly Exception[] = [
  ...['href', 'url', '@schemaLocation'].map((attribute) => ({
    attribute,
    values: URI,
    reason: 'a URI here and any string there; no other string is meant, and none is made up',
  })),
  {
    version: 'v4',
    apis: [622, 637, 679],
    classes: ['Quantity'],
    attribute: 'amount',
    values: fc.integer(),
    reason: 'the duration of a term is whole in v5; two and a half months travel as they are',
  },
  {
    version: 'v4',
    classes: ['FeatureRelationship', 'FeatureSpecificationRelationship'],
    attribute: 'relationshipType',
    values: RELATIONS,
    reason: 'any word in v4, one of four in v5; another word travels as it is',
  },
  {
    version: 'v4',
    classes: ['RelatedProductOrderItem'],
    attribute: 'orderItemAction',
    values: ACTIONS,
    reason: 'any word in v4, one of four in v5; another word travels as it is',
  },
  {
    version: 'v4',
    classes: ['StatusChange'],
    attribute: 'status',
    values: fc.constantFrom('acknowledged', 'rejected', 'pending', 'held', 'inProgress', 'closed'),
    reason: 'any word in v4, a state of the ticket in v5; another word travels as it is',
  },
  {
    version: 'v4',
    classes: ['AttachmentRefOrValue'],
    attribute: 'content',
    values: fc.base64String({ maxLength: 12 }),
    reason: 'any string in some APIs of v4, base64 in v5; content that is not travels as it is',
  },
  {
    version: 'v5',
    classes: ['CheckProductOfferingQualificationItem'],
    attribute: 'action',
    values: ACTIONS,
    reason: 'one of four words in v4, any in v5; another word travels as it is',
  },
  {
    version: 'v5',
    classes: ['CheckProductOfferingQualificationItem'],
    attribute: 'state',
    values: TASK_STATES,
    reason: 'one of four words in v4, any in v5; a word that no task has travels as it is',
  },
  {
    version: 'v5',
    classes: ['ProductOrder'],
    attribute: 'productOrderItem',
    reason: 'v4 wants at least one item; v5 asks for it only at creation, and none is invented',
  },
  {
    version: 'v5',
    classes: ['Feature'],
    attribute: 'featureCharacteristic',
    reason: 'v4 wants at least one, v5 none; none is invented',
  },
  {
    version: 'v5',
    classes: ['PartyAccount', 'BillingAccount', 'SettlementAccount'],
    attribute: 'relatedParty',
    reason: 'v4 wants at least one; v5 asks for it only at creation, and none is invented',
  },
];

/**
 * What a written view gets because v5 demands it; it is then read back. Indexes are left out of the
 * paths.
 */
export const DEMANDED: readonly { readonly path: RegExp; readonly reason: string }[] = [
  { path: /\/@type$/, reason: 'v5 demands the class of every object' },
  {
    path: /\/(productRelationship\/product|account|attachment|place|featureRelationship)\/id$/,
    reason: 'a reference since v5, which demands its id',
  },
  {
    path: /\/(bundledProductOffering|product(Offering|Specification)Relationship)\/id$/,
    reason: 'a reference since v5, which demands its id',
  },
  {
    path: /\/(bundledPopRelationship|popRelationship|troubleTicketRelationship)\/id$/,
    reason: 'a reference since v5, which demands its id',
  },
];

/** Whether a difference between what was written and what is read is one of `DEMANDED`. */
export function isDemanded(difference: string): boolean {
  const path = /^added (.*)$/.exec(difference)?.[1]?.replace(/\/\d+(?=\/|$)/g, '');
  return path !== undefined && DEMANDED.some((one) => one.path.test(path));
}

const KINDS = [
  '',
  'String',
  'Integer',
  'Number',
  'Boolean',
  'StringArray',
  'ObjectArray',
  'Object',
];
const TEXT = fc.string({ maxLength: 8 });

/** Classes of v5 that no schema refers to, with what they have beside their base's attributes. */
const SUBCLASSES: Readonly<Record<string, Readonly<Record<string, fc.Arbitrary<JsonValue>>>>> = {
  Characteristic: { value: ANY },
  CharacteristicValueSpecification: { value: ANY },
  ContactMedium: { emailAddress: TEXT, phoneNumber: TEXT, city: TEXT, street1: TEXT },
};

/** Words that the lenses look at, beside what any string would give. */
const TELLING: Readonly<Record<Version, Readonly<Record<string, readonly string[]>>>> = {
  v4: {
    'RelatedParty @type': ['RelatedParty', 'PartyRef', 'PartyRoleRef', 'Individual', 'MyParty'],
    'RelatedParty @referredType': ['Individual', 'PartyRole', 'Customer', 'Thing'],
    'RelatedPlaceRefOrValue @type': ['RelatedPlaceRefOrValue', 'GeographicAddress', 'MyPlace'],
    'ProductRefOrValue @type': ['ProductRefOrValue', 'Product', 'MyProduct'],
    'Characteristic @type': ['Characteristic', 'StringCharacteristic', 'MyCharacteristic'],
    'BillFormatRefOrValue @type': ['BillFormatRefOrValue', 'BillFormat'],
  },
  v5: {
    'PartyRef @referredType': ['Individual', 'PartyRole', 'Customer', 'Thing'],
    'PartyRoleRef @referredType': ['Individual', 'PartyRole', 'Customer', 'Thing'],
    'Characteristic @type': KINDS.map((kind) => `${kind}Characteristic`),
    'CharacteristicValueSpecification @type': KINDS.map(
      (kind) => `${kind}CharacteristicValueSpecification`,
    ),
    'ContactMedium @type': ['ContactMedium', 'EmailContactMedium', 'PhoneContactMedium'],
  },
};

/**
 * How to make documents of `api` for which the laws hold; the gateway gives every `document` its id
 * and href.
 */
export function wishesFor(api: string, version: Version, document: string): Wishes {
  const number = Number(api.slice(3, 6));
  const about = (name: string, attribute: string) =>
    EXCEPTIONS.find(
      (one) =>
        one.attribute === attribute &&
        (one.version ?? version) === version &&
        (one.apis?.includes(number) ?? true) &&
        (one.classes?.includes(name) ?? true),
    );
  return {
    values: (name, attribute) => {
      const telling = TELLING[version][`${name} ${attribute}`];
      return telling ? fc.constantFrom(...telling) : about(name, attribute)?.values;
    },
    always: (name, attribute) => {
      if (name === document && (attribute === 'id' || attribute === 'href')) return true;
      const exception = about(name, attribute);
      return exception !== undefined && exception.values === undefined;
    },
    more: (name) => (version === 'v5' ? (SUBCLASSES[name] ?? {}) : {}),
  };
}
