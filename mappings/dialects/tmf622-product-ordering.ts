import { productRefOrValue } from './classes/product.js';
import { externalId } from './classes/external-identifier.js';
import { noteWithText } from './classes/note.js';
import { relatedParty } from './classes/party.js';
import { orderPrice } from './classes/price.js';
import { qualificationItemRef, quoteItemRef, ref, refs } from './classes/references.js';
import { relatedChannel } from './classes/related.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { later, type Mapping } from './lens.js';
import { each } from './lens/each.js';
import { coarser } from './lens/enumeration.js';
import { answering } from './lens/mandatory.js';
import { as, object } from './lens/object.js';
import { TASK_STATES } from './words.js';

const productOrderItem: Mapping = answering(
  { id: '', action: 'noChange' },
  object('ProductOrderItem', {
    appointment: ref('AppointmentRef'),
    billingAccount: ref('BillingAccountRef'),
    itemPrice: each(orderPrice),
    itemTerm: each(object('OrderTerm')),
    itemTotalPrice: each(orderPrice),
    payment: refs('PaymentRef'),
    product: productRefOrValue,
    productOffering: ref('ProductOfferingRef'),
    productOfferingQualificationItem: qualificationItemRef,
    productOrderItem: each(later(() => productOrderItem)),
    productOrderItemRelationship: each(object('OrderItemRelationship')),
    qualification: refs('ProductOfferingQualificationRef'),
    quoteItem: quoteItemRef,
    // v4 has no item that is done in part; what was not delivered in full has failed.
    state: coarser({ partial: 'failed' }),
  }),
);

const productOrder = answering(
  { productOrderItem: [] },
  object('ProductOrder', {
    agreement: refs('AgreementRef'),
    billingAccount: ref('BillingAccountRef'),
    channel: each(relatedChannel),
    externalId,
    note: each(noteWithText),
    orderDate: as('creationDate'),
    orderTotalPrice: each(orderPrice),
    payment: refs('PaymentRef'),
    productOfferingQualification: refs('ProductOfferingQualificationRef'),
    productOrderItem: each(productOrderItem),
    quote: refs('QuoteRef'),
    relatedParty: each(relatedParty),
    state: coarser({ draft: 'acknowledged', 'inProgress.accepted': 'inProgress' }),
  }),
);

const cancelProductOrder = answering(
  { productOrder: { id: '' } },
  object('CancelProductOrder', {
    productOrder: ref('ProductOrderRef'),
    state: coarser(TASK_STATES),
  }),
);

/** Product ordering as v4.0 has it. */
export const tmf622: Dialect = v4Dialect('tmf622-product-ordering', {
  productOrder,
  cancelProductOrder,
});
