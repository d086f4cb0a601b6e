import { characteristicSpecification, valueSpecification } from './classes/characteristic.js';
import { attachment } from './classes/attachment.js';
import { relatedParty } from './classes/party.js';
import {
  policyRef,
  productSpecificationRef,
  ref,
  refs,
  relationshipRef,
  targetSchema,
} from './classes/references.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { compose } from './lens.js';
import { named, refOrValue } from './lens/class-name.js';
import { each } from './lens/each.js';
import { idOf } from './lens/first.js';
import { lifted } from './lens/lifted.js';
import { demanding } from './lens/mandatory.js';
import { as, object, type Attributes } from './lens/object.js';

const catalog = object(named('ProductCatalog', 'Catalog'), {
  category: refs('CategoryRef'),
  relatedParty: each(relatedParty),
});

const category = object('Category', {
  parentId: as('parent', idOf('CategoryRef')),
  productOffering: refs('ProductOfferingRef'),
  subCategory: refs('CategoryRef'),
});

const term = object('ProductOfferingTerm');

const valueUse = object('ProductSpecificationCharacteristicValueUse', {
  productSpecCharacteristicValue: each(valueSpecification),
  productSpecification: productSpecificationRef,
});

/** What a price has as a resource and, in v5, also where it stands inside an offering. */
const PRICE: Attributes = {
  bundledPopRelationship: each(relationshipRef('BundledProductOfferingPriceRelationship')),
  constraint: as('policy', each(policyRef)),
  place: refs('PlaceRef'),
  popRelationship: each(relationshipRef('ProductOfferingPriceRelationship')),
  pricingLogicAlgorithm: each(object('PricingLogicAlgorithm')),
  prodSpecCharValueUse: each(valueUse),
  productOfferingTerm: each(term),
  tax: each(object('TaxItem')),
};

const productOfferingPrice = object('ProductOfferingPrice', PRICE);

/**
 * A price inside an offering: v4 has the amount in the price's value, v5 the price as the resource
 * has it.
 */
const priceRefOrValue = compose(
  lifted('price', ['percentage']),
  object(refOrValue('ProductOfferingPrice'), {
    ...PRICE,
    price: lifted('dutyFreeAmount', ['unit', 'value']),
    recurringChargePeriod: as('recurringChargePeriodType'),
  }),
);

const bundledProductOffering = demanding(
  { id: '' },
  object('BundledProductOffering', {
    bundledProductOfferingOption: object('BundledProductOfferingOption'),
  }),
);

const productOffering = object('ProductOffering', {
  agreement: refs('AgreementRef'),
  attachment: each(attachment),
  bundledProductOffering: each(bundledProductOffering),
  category: refs('CategoryRef'),
  channel: refs('ChannelRef'),
  marketSegment: refs('MarketSegmentRef'),
  place: refs('PlaceRef'),
  prodSpecCharValueUse: each(valueUse),
  productOfferingPrice: each(priceRefOrValue),
  productOfferingRelationship: each(relationshipRef('ProductOfferingRelationship')),
  productOfferingTerm: each(term),
  productSpecification: productSpecificationRef,
  resourceCandidate: ref('ResourceCandidateRef'),
  serviceCandidate: ref('ServiceCandidateRef'),
  serviceLevelAgreement: ref('SLARef'),
});

const productSpecCharacteristic = characteristicSpecification(
  'ProductSpecificationCharacteristic',
  'productSpec',
  { id: as('parentSpecificationId'), href: as('parentSpecificationHref') },
  valueSpecification,
);

const productSpecification = object('ProductSpecification', {
  attachment: each(attachment),
  bundledProductSpecification: each(object('BundledProductSpecification')),
  productSpecCharacteristic: each(productSpecCharacteristic),
  productSpecificationRelationship: each(relationshipRef('ProductSpecificationRelationship')),
  relatedParty: each(relatedParty),
  resourceSpecification: refs('ResourceSpecificationRef'),
  serviceSpecification: refs('ServiceSpecificationRef'),
  targetProductSchema: targetSchema('TargetProductSchema'),
});

/** Product catalog as v4.1 has it. */
export const tmf620: Dialect = v4Dialect(
  'tmf620-product-catalog',
  {
    catalog,
    category,
    productOffering,
    productOfferingPrice,
    productSpecification,
    importJob: object('ImportJob'),
    exportJob: object('ExportJob'),
  },
  { catalog: 'productCatalog' },
);
