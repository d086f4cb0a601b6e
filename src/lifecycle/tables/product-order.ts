import { stateTable } from '../state-table.js';

/**
 * TMF622 productOrder. Arrows of the published guide, plus Turnup's choices:
 * - `awaitingApproval` and `approved` are internal; clients see `acknowledged` and
 *   `inProgress.accepted` (v5). The published acknowledged -> inProgress goes through `approved`,
 *   so no order is worked on unapproved.
 * - Before work has begun (`draft` to `approved`) a cancellation needs no assessment: `cancel`
 *   leads straight to the end.
 * - `pending` keeps no memory of where it came from: `submit` takes the order back to the checks;
 *   all that supposes work begun passes the gate of approval.
 * - A denied cancellation lets the order go on: `denyCancellation`, or `hold` or `wait` where its
 *   items stand so.
 * - The last open item may be settled by hand while the order is `held` or `pending`: it may end
 *   from there, without an instant of `inProgress` in between. `cancel` from `inProgress` is for
 *   items cancelled one by one.
 * - Once accepted, a cancellation ends in `cancelled` alone, as the guide has it.
 */
export const productOrder = stateTable({
  states: [
    'draft',
    'acknowledged',
    'awaitingApproval',
    'approved',
    'inProgress',
    'pending',
    'held',
    'assessingCancellation',
    'pendingCancellation',
    'completed',
    'partial',
    'failed',
    'rejected',
    'cancelled',
  ],
  initial: ['draft', 'acknowledged'],
  rows: [
    { from: 'draft', on: 'submit', to: 'acknowledged', gate: 'submission' },
    { from: 'draft', on: 'cancel', to: 'cancelled' },

    { from: 'acknowledged', on: 'askApproval', to: 'awaitingApproval' },
    { from: 'acknowledged', on: 'approve', to: 'approved', gate: 'approval' },
    { from: 'acknowledged', on: 'wait', to: 'pending' },
    { from: 'acknowledged', on: 'reject', to: 'rejected' },
    { from: 'acknowledged', on: 'cancel', to: 'cancelled' },

    { from: 'awaitingApproval', on: 'approve', to: 'approved', gate: 'approval' },
    { from: 'awaitingApproval', on: 'wait', to: 'pending' },
    { from: 'awaitingApproval', on: 'reject', to: 'rejected' },
    { from: 'awaitingApproval', on: 'cancel', to: 'cancelled' },

    { from: 'approved', on: 'start', to: 'inProgress', gate: 'decomposition' },
    { from: 'approved', on: 'cancel', to: 'cancelled' },

    { from: 'inProgress', on: 'wait', to: 'pending' },
    { from: 'inProgress', on: 'hold', to: 'held' },
    { from: 'inProgress', on: 'assessCancellation', to: 'assessingCancellation' },
    { from: 'inProgress', on: 'complete', to: 'completed', gate: 'closure' },
    { from: 'inProgress', on: 'completePartly', to: 'partial', gate: 'closure' },
    { from: 'inProgress', on: 'fail', to: 'failed', gate: 'closure' },
    { from: 'inProgress', on: 'cancel', to: 'cancelled', gate: 'closure' },

    { from: 'pending', on: 'submit', to: 'acknowledged', gate: 'submission' },
    { from: 'pending', on: 'resume', to: 'inProgress', gate: 'approval' },
    { from: 'pending', on: 'hold', to: 'held', gate: 'approval' },
    { from: 'pending', on: 'reject', to: 'rejected' },
    { from: 'pending', on: 'assessCancellation', to: 'assessingCancellation', gate: 'approval' },
    { from: 'pending', on: 'complete', to: 'completed', gate: 'closure' },
    { from: 'pending', on: 'completePartly', to: 'partial', gate: 'closure' },
    { from: 'pending', on: 'fail', to: 'failed', gate: 'closure' },
    { from: 'pending', on: 'cancel', to: 'cancelled', gate: 'closure' },

    { from: 'held', on: 'resume', to: 'inProgress' },
    { from: 'held', on: 'wait', to: 'pending' },
    { from: 'held', on: 'assessCancellation', to: 'assessingCancellation' },
    { from: 'held', on: 'complete', to: 'completed', gate: 'closure' },
    { from: 'held', on: 'completePartly', to: 'partial', gate: 'closure' },
    { from: 'held', on: 'fail', to: 'failed', gate: 'closure' },
    { from: 'held', on: 'cancel', to: 'cancelled', gate: 'closure' },

    { from: 'assessingCancellation', on: 'acceptCancellation', to: 'pendingCancellation' },
    { from: 'assessingCancellation', on: 'denyCancellation', to: 'inProgress' },
    { from: 'assessingCancellation', on: 'hold', to: 'held' },
    { from: 'assessingCancellation', on: 'wait', to: 'pending' },

    { from: 'pendingCancellation', on: 'cancel', to: 'cancelled' },
  ],
});
