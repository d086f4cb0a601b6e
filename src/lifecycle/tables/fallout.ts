import { stateTable } from '../state-table.js';

/**
 * Turnup's own record of a task that cannot go on by itself. `retrying`: handed to the system
 * again, or about to be; a retry that fails opens the same record again, so that a failed task has
 * exactly one. `skipped` is not the end: it stays on the books until somebody repays it.
 */
export const fallout = stateTable({
  states: ['open', 'retrying', 'completed', 'skipped', 'repaid', 'cancelled'],
  initial: ['open', 'retrying'],
  rows: [
    { from: 'open', on: 'retry', to: 'retrying' },
    { from: 'open', on: 'complete', to: 'completed' },
    { from: 'open', on: 'skip', to: 'skipped' },
    { from: 'open', on: 'cancel', to: 'cancelled' },

    { from: 'retrying', on: 'fail', to: 'open' },
    { from: 'retrying', on: 'complete', to: 'completed' },
    { from: 'retrying', on: 'cancel', to: 'cancelled' },

    { from: 'skipped', on: 'repay', to: 'repaid' },
    { from: 'skipped', on: 'cancel', to: 'cancelled' },
  ],
});
