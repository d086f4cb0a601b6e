import { each } from '../lens/each.js';
import { answering } from '../lens/mandatory.js';
import { as, object } from '../lens/object.js';
import { ref } from './references.js';

/** Amounts and rates; Money and Quantity are the same in both versions and have no `@type`. */
export const price = object('Price');

/** A discount or a surcharge. */
export const priceAlteration = answering(
  { priceType: '', price: {} },
  object('PriceAlteration', { price, productOfferingPrice: ref('ProductOfferingPriceRef') }),
);

/** What an order or one of its items costs. */
export const orderPrice = object('OrderPrice', {
  price,
  priceAlteration: each(priceAlteration),
  billingAccount: ref('BillingAccountRef'),
  productOfferingPrice: ref('ProductOfferingPriceRef'),
});

/** What a product costs. */
export const productPrice = answering(
  { priceType: '', price: {} },
  object('ProductPrice', {
    price,
    productPriceAlteration: as('priceAlteration', each(priceAlteration)),
    billingAccount: ref('BillingAccountRef'),
    productOfferingPrice: ref('ProductOfferingPriceRef'),
  }),
);
