import { stateTable } from '../state-table.js';

/**
 * TMF637 product status. Arrows as published: created -> pendingActive, active, cancelled;
 * pendingActive -> active, aborted, cancelled; active -> suspended, pendingTerminate, terminated;
 * suspended -> active, pendingTerminate; pendingTerminate -> terminated, active (a disconnect that
 * was called off). Inventories are loaded by clients, so a product may be posted in any state.
 */
export const product = stateTable({
  states: [
    'created',
    'pendingActive',
    'active',
    'suspended',
    'pendingTerminate',
    'terminated',
    'cancelled',
    'aborted',
  ],
  initial: [
    'created',
    'pendingActive',
    'active',
    'suspended',
    'pendingTerminate',
    'terminated',
    'cancelled',
    'aborted',
  ],
  rows: [
    { from: 'created', on: 'provision', to: 'pendingActive' },
    { from: 'created', on: 'activate', to: 'active' },
    { from: 'created', on: 'cancel', to: 'cancelled' },
    { from: 'pendingActive', on: 'activate', to: 'active' },
    { from: 'pendingActive', on: 'abort', to: 'aborted' },
    { from: 'pendingActive', on: 'cancel', to: 'cancelled' },
    { from: 'active', on: 'suspend', to: 'suspended' },
    { from: 'active', on: 'disconnect', to: 'pendingTerminate' },
    { from: 'active', on: 'terminate', to: 'terminated' },
    { from: 'suspended', on: 'resume', to: 'active' },
    { from: 'suspended', on: 'disconnect', to: 'pendingTerminate' },
    { from: 'pendingTerminate', on: 'terminate', to: 'terminated' },
    { from: 'pendingTerminate', on: 'keep', to: 'active' },
  ],
});
