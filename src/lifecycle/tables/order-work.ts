import type { Row } from '../state-table.js';

/**
 * The eleven states that TMF641 publishes for service orders and their items, and TMF622 v5 for
 * product order items.
 */
export const WORK_STATES = [
  'acknowledged',
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
] as const;

type WorkState = (typeof WORK_STATES)[number];

/**
 * The arrows of what is worked on below an order. From the TMF641 guide: acknowledged ->
 * inProgress, rejected; inProgress -> pending, held, assessingCancellation, completed, failed,
 * partial; pending -> inProgress, assessingCancellation, cancelled, partial (and rejected, as
 * TMF622 has it); held -> inProgress, assessingCancellation, partial. Turnup's choices where it
 * says nothing:
 * - a thing may be held, wait, end or be cancelled before its work began: an obstacle at
 *   decomposition, a line without work;
 * - held and pending may end in every way in which work ends: the last open part may be settled by
 *   hand;
 * - a denied cancellation goes on, or back to held or pending where its parts stand so.
 */
export const WORK_ROWS = [
  { from: 'acknowledged', on: 'start', to: 'inProgress' },
  { from: 'acknowledged', on: 'reject', to: 'rejected' },
  { from: 'acknowledged', on: 'wait', to: 'pending' },
  { from: 'acknowledged', on: 'hold', to: 'held' },
  { from: 'acknowledged', on: 'complete', to: 'completed' },
  { from: 'acknowledged', on: 'fail', to: 'failed' },
  { from: 'acknowledged', on: 'cancel', to: 'cancelled' },
  { from: 'acknowledged', on: 'assessCancellation', to: 'assessingCancellation' },

  { from: 'inProgress', on: 'wait', to: 'pending' },
  { from: 'inProgress', on: 'hold', to: 'held' },
  { from: 'inProgress', on: 'assessCancellation', to: 'assessingCancellation' },
  { from: 'inProgress', on: 'complete', to: 'completed' },
  { from: 'inProgress', on: 'completePartly', to: 'partial' },
  { from: 'inProgress', on: 'fail', to: 'failed' },
  { from: 'inProgress', on: 'cancel', to: 'cancelled' },

  { from: 'pending', on: 'resume', to: 'inProgress' },
  { from: 'pending', on: 'hold', to: 'held' },
  { from: 'pending', on: 'reject', to: 'rejected' },
  { from: 'pending', on: 'assessCancellation', to: 'assessingCancellation' },
  { from: 'pending', on: 'complete', to: 'completed' },
  { from: 'pending', on: 'completePartly', to: 'partial' },
  { from: 'pending', on: 'fail', to: 'failed' },
  { from: 'pending', on: 'cancel', to: 'cancelled' },

  { from: 'held', on: 'resume', to: 'inProgress' },
  { from: 'held', on: 'wait', to: 'pending' },
  { from: 'held', on: 'assessCancellation', to: 'assessingCancellation' },
  { from: 'held', on: 'complete', to: 'completed' },
  { from: 'held', on: 'completePartly', to: 'partial' },
  { from: 'held', on: 'fail', to: 'failed' },
  { from: 'held', on: 'cancel', to: 'cancelled' },

  { from: 'assessingCancellation', on: 'acceptCancellation', to: 'pendingCancellation' },
  { from: 'assessingCancellation', on: 'denyCancellation', to: 'inProgress' },
  { from: 'assessingCancellation', on: 'hold', to: 'held' },
  { from: 'assessingCancellation', on: 'wait', to: 'pending' },

  { from: 'pendingCancellation', on: 'cancel', to: 'cancelled' },
] as const satisfies readonly Row<WorkState>[];
