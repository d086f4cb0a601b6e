import type { Behaviour } from '../../http/behaviour.js';
import { cancelOrder } from '../../journey/cancel-order.js';
import { changeOrder, deleteOrder } from '../../journey/change-order.js';
import { submitDraft, submitOrder } from './order-submission.js';

/** Attributes that decide what is delivered or charged. */
const COMMERCIAL = [
  'productOrderItem',
  'billingAccount',
  'agreement',
  'quote',
  'orderTotalPrice',
  'payment',
];

/** TMF622 Product Ordering: what its resources do beyond being stored. */
export const productOrdering: readonly Behaviour[] = [
  {
    kind: 'productOrder',
    create: submitOrder,
    patch: async (unit, order, next) =>
      order.state === 'draft' && next['state'] === 'acknowledged'
        ? submitDraft(unit, order, next)
        : changeOrder(unit, order, next, COMMERCIAL),
    remove: async (unit, order) => deleteOrder(unit, order),
  },
  {
    kind: 'cancelProductOrder',
    create: (unit, body) => cancelOrder(unit, body, 'productOrder'),
  },
];
