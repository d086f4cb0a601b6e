import { stateTable } from '../state-table.js';

/**
 * TMF701 processFlow. It is started by being made, and `hold` when none of its tasks can move by
 * itself; there is no failed state: a failed task is a fallout, and the flow waits for what a
 * person decides.
 */
export const processFlow = stateTable({
  states: ['active', 'hold', 'completed', 'cancelled'],
  initial: ['active'],
  rows: [
    { from: 'active', on: 'hold', to: 'hold' },
    { from: 'active', on: 'complete', to: 'completed' },
    { from: 'active', on: 'cancel', to: 'cancelled' },
    { from: 'hold', on: 'resume', to: 'active' },
    // The last open task may be completed or skipped by hand.
    { from: 'hold', on: 'complete', to: 'completed' },
    { from: 'hold', on: 'cancel', to: 'cancelled' },
  ],
});
