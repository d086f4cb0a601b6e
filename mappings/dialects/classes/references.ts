import { answering, demanding } from '../lens/mandatory.js';
import { named } from '../lens/class-name.js';
import { as, object } from '../lens/object.js';
import { each } from '../lens/each.js';
import type { Mapping } from '../lens.js';

/** A reference of class `type`: the same in both versions, but that v5 demands `@type`. */
export function ref(type: string): Mapping {
  return object(type);
}

/** A list of references of class `type`. */
export function refs(type: string): Mapping {
  return each(ref(type));
}

/** A relationship that is itself a reference since v5, so that its id is mandatory. */
export function relationshipRef(type: string): Mapping {
  return demanding({ id: '' }, ref(type));
}

/** ConstraintRef of v4 is PolicyRef in the APIs whose v5 has no constraints. */
export const policyRef = object(named('PolicyRef', 'ConstraintRef'));

/** AgreementItemRef: v5 says of what the id, href and name are. */
export const agreementItemRef = answering(
  { id: '' },
  object('AgreementItemRef', {
    id: as('agreementId'),
    href: as('agreementHref'),
    name: as('agreementName'),
  }),
);

/** QuoteItemRef: the item's id beside the quote's. */
export const quoteItemRef = answering(
  { id: '', quoteId: '' },
  object('QuoteItemRef', { id: as('quoteItemId') }),
);

/** ProductOfferingQualificationItemRef: the item's id beside the qualification's. */
export const qualificationItemRef = answering(
  { id: '', productOfferingQualificationId: '' },
  object('ProductOfferingQualificationItemRef', { id: as('itemId') }),
);

/** A reference to a product order's item: RelatedProductOrderItem in v4, RelatedOrderItem in v5. */
export const relatedOrderItem = answering(
  { orderItemId: '', productOrderId: '' },
  object(named('RelatedOrderItem', 'RelatedProductOrderItem'), {
    productOrderId: as('orderId'),
    productOrderHref: as('orderHref'),
  }),
);

/**
 * Where the schema of a specified product or resource is to be found; both attributes are mandatory
 * in v4.
 */
export function targetSchema(type: string): Mapping {
  return answering({ '@type': type, '@schemaLocation': 'about:blank' }, object(null));
}

/** ProductSpecificationRef, which may say where the product's schema is. */
export const productSpecificationRef = object('ProductSpecificationRef', {
  targetProductSchema: targetSchema('TargetProductSchema'),
});
