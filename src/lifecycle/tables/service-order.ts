import { stateTable } from '../state-table.js';
import { WORK_ROWS, WORK_STATES } from './order-work.js';

/** TMF641 serviceOrder and its items; made by decomposition, or posted by a client. */
export const serviceOrder = stateTable({
  states: WORK_STATES,
  initial: ['acknowledged'],
  rows: WORK_ROWS,
});
