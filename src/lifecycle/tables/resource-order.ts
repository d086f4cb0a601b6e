import { stateTable } from '../state-table.js';
import { WORK_ROWS, WORK_STATES } from './order-work.js';

/**
 * TMF652 resourceOrder: `state` is free text in the document; Turnup uses the words of TMF641, and
 * its arrows.
 */
export const resourceOrder = stateTable({
  states: WORK_STATES,
  initial: ['acknowledged'],
  rows: WORK_ROWS,
});
