import { stateTable } from '../state-table.js';

/**
 * TMF622 cancelProductOrder, the v5 words. Published: acknowledged -> inProgress -> done,
 * terminatedWithError. Turnup's choices: a denied cancellation is `terminatedWithError`, with the
 * reason; `rejected` is a request that could not be assessed at all (the order is final already);
 * `cancelled` is a request taken back before its answer.
 */
export const cancelProductOrder = stateTable({
  states: ['acknowledged', 'inProgress', 'done', 'terminatedWithError', 'rejected', 'cancelled'],
  initial: ['acknowledged'],
  rows: [
    { from: 'acknowledged', on: 'start', to: 'inProgress' },
    { from: 'acknowledged', on: 'reject', to: 'rejected' },
    { from: 'acknowledged', on: 'cancel', to: 'cancelled' },
    // An order on which no work has begun is cancelled in the same breath.
    { from: 'acknowledged', on: 'complete', to: 'done' },
    { from: 'acknowledged', on: 'fail', to: 'terminatedWithError' },
    { from: 'inProgress', on: 'complete', to: 'done' },
    { from: 'inProgress', on: 'fail', to: 'terminatedWithError' },
    { from: 'inProgress', on: 'cancel', to: 'cancelled' },
  ],
});
