import { stateTable } from '../state-table.js';
import { WORK_ROWS, WORK_STATES } from './order-work.js';

/**
 * TMF622 productOrderItem: the words of the order, without its approvals. The v5 document lists
 * `partial`, the guide says that it does not occur; Turnup uses it where an item's domain orders
 * ended differently, and v4 reads `inProgress`.
 */
export const productOrderItem = stateTable({
  states: WORK_STATES,
  initial: ['acknowledged'],
  rows: WORK_ROWS,
});
