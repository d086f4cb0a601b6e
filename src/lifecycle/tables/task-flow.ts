import { stateTable } from '../state-table.js';

/**
 * TMF701 taskFlow, finer than its five published words (mappings/states says which is shown).
 * `accept` and `progress` lead to the same state: systems that never acknowledge start with
 * progress. A task in `fallout` may still complete: the system may have finished after all, or a
 * person says so. A retry is a new dispatch, so it leads back to `sent`. `skipped` is final for the
 * task; its fallout stays on the books.
 */
export const taskFlow = stateTable({
  states: ['waiting', 'sent', 'inProgress', 'fallout', 'completed', 'skipped', 'cancelled'],
  initial: ['waiting'],
  rows: [
    { from: 'waiting', on: 'dispatch', to: 'sent' },
    // Nobody to hand it to: a fallout before it ever left.
    { from: 'waiting', on: 'fail', to: 'fallout' },
    { from: 'waiting', on: 'cancel', to: 'cancelled' },

    { from: 'sent', on: 'accept', to: 'inProgress' },
    { from: 'sent', on: 'progress', to: 'inProgress' },
    { from: 'sent', on: 'complete', to: 'completed' },
    { from: 'sent', on: 'fail', to: 'fallout' },
    { from: 'sent', on: 'cancel', to: 'cancelled' },

    { from: 'inProgress', on: 'complete', to: 'completed' },
    { from: 'inProgress', on: 'fail', to: 'fallout' },
    { from: 'inProgress', on: 'cancel', to: 'cancelled' },

    { from: 'fallout', on: 'retry', to: 'sent' },
    { from: 'fallout', on: 'complete', to: 'completed' },
    { from: 'fallout', on: 'skip', to: 'skipped' },
    { from: 'fallout', on: 'cancel', to: 'cancelled' },
  ],
});
