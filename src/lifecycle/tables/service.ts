import { stateTable } from '../state-table.js';

/**
 * TMF638 service, the v5 words. As published: feasibilityChecked -> designed -> reserved ->
 * inactive <-> active -> terminated; any that is not active may be terminated. Turnup's choices: a
 * step that an operator does not take may be passed over (designed or reserved straight to inactive
 * or active), and v5's `suspended` is left as `inactive` is. Clients load inventories, so a service
 * may be posted in any state.
 */
export const service = stateTable({
  states: [
    'feasibilityChecked',
    'designed',
    'reserved',
    'inactive',
    'active',
    'suspended',
    'terminated',
  ],
  initial: [
    'feasibilityChecked',
    'designed',
    'reserved',
    'inactive',
    'active',
    'suspended',
    'terminated',
  ],
  rows: [
    { from: 'feasibilityChecked', on: 'design', to: 'designed' },
    { from: 'feasibilityChecked', on: 'terminate', to: 'terminated' },
    { from: 'designed', on: 'reserve', to: 'reserved' },
    { from: 'designed', on: 'provision', to: 'inactive' },
    { from: 'designed', on: 'activate', to: 'active' },
    { from: 'designed', on: 'terminate', to: 'terminated' },
    { from: 'reserved', on: 'provision', to: 'inactive' },
    { from: 'reserved', on: 'activate', to: 'active' },
    { from: 'reserved', on: 'terminate', to: 'terminated' },
    { from: 'inactive', on: 'activate', to: 'active' },
    { from: 'inactive', on: 'terminate', to: 'terminated' },
    { from: 'active', on: 'deactivate', to: 'inactive' },
    { from: 'active', on: 'suspend', to: 'suspended' },
    { from: 'active', on: 'terminate', to: 'terminated' },
    { from: 'suspended', on: 'resume', to: 'active' },
    { from: 'suspended', on: 'deactivate', to: 'inactive' },
    { from: 'suspended', on: 'terminate', to: 'terminated' },
  ],
});
