import type { Behaviour } from '../../http/behaviour.js';
import { cancelOrder } from '../../journey/cancel-order.js';
import { changeOrder, deleteOrder } from '../../journey/change-order.js';
import { submitServiceOrder } from './order-submission.js';

/** TMF641 Service Ordering: what its resources do beyond being stored. */
export const serviceOrdering: readonly Behaviour[] = [
  {
    kind: 'serviceOrder',
    create: submitServiceOrder,
    patch: async (unit, order, next) => changeOrder(unit, order, next, ['serviceOrderItem']),
    remove: async (unit, order) => deleteOrder(unit, order),
  },
  {
    kind: 'cancelServiceOrder',
    create: (unit, body) => cancelOrder(unit, body, 'serviceOrder'),
  },
];
