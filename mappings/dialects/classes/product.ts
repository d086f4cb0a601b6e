import { compose, later, type Mapping } from '../lens.js';
import { named, refOrValue, type ClassName } from '../lens/class-name.js';
import { each } from '../lens/each.js';
import { coarser } from '../lens/enumeration.js';
import { lifted } from '../lens/lifted.js';
import { answering, demanding } from '../lens/mandatory.js';
import { as, object } from '../lens/object.js';
import { PRODUCT_STATUSES } from '../words.js';
import { characteristic } from './characteristic.js';
import { relatedPartyOrRole } from './party.js';
import { productPrice } from './price.js';
import {
  agreementItemRef,
  productSpecificationRef,
  ref,
  refs,
  relatedOrderItem,
} from './references.js';
import { relatedPlaceRefOrValue } from './related.js';

/** A product of the inventory (TMF637), as a resource of its own. */
export const product: Mapping = productOf(named('Product'));

/** A product in an order, a qualification or another product: the product or a reference to it. */
export const productRefOrValue: Mapping = productOf(refOrValue('Product'));

function productOf(className: ClassName): Mapping {
  return object(className, {
    agreement: as('agreementItem', each(agreementItemRef)),
    billingAccount: ref('BillingAccountRef'),
    place: each(relatedPlaceRefOrValue),
    product: each(later(() => productRefOrValue)),
    productCharacteristic: each(characteristic),
    productOffering: ref('ProductOfferingRef'),
    productOrderItem: each(relatedOrderItem),
    productPrice: each(productPrice),
    productRelationship: each(productRelationship()),
    productSpecification: productSpecificationRef,
    productTerm: each(object('ProductTerm')),
    realizingResource: refs('ResourceRef'),
    realizingService: refs('ServiceRef'),
    relatedParty: each(relatedPartyOrRole),
    status: coarser(PRODUCT_STATUSES),
  });
}

/**
 * A relationship holds a product in v4 and is a reference to it in v5. What more v4 says of the
 * product stays in it.
 */
function productRelationship(): Mapping {
  return answering(
    { relationshipType: '', product: {} },
    compose(
      lifted('product', ['id', 'href', 'name', '@referredType']),
      demanding({ id: '' }, object('ProductRelationship')),
    ),
  );
}
