import { stateTable } from '../state-table.js';

/**
 * TMF639 resource. The document publishes several independent attributes (ITU-T X.731); Turnup
 * moves one internal state and derives them (mappings/states). The arrows are Turnup's own:
 * planned, perhaps reserved, installed, active; suspended and back; withdrawn while its users
 * leave, then retired. What never served may be retired at once. Clients load inventories, so a
 * resource may be posted in any state.
 */
export const resource = stateTable({
  states: ['planned', 'reserved', 'installed', 'active', 'suspended', 'retiring', 'retired'],
  initial: ['planned', 'reserved', 'installed', 'active', 'suspended', 'retiring', 'retired'],
  rows: [
    { from: 'planned', on: 'reserve', to: 'reserved' },
    { from: 'planned', on: 'install', to: 'installed' },
    { from: 'planned', on: 'activate', to: 'active' },
    { from: 'planned', on: 'retire', to: 'retired' },
    { from: 'reserved', on: 'release', to: 'planned' },
    { from: 'reserved', on: 'install', to: 'installed' },
    { from: 'reserved', on: 'activate', to: 'active' },
    { from: 'reserved', on: 'retire', to: 'retired' },
    { from: 'installed', on: 'activate', to: 'active' },
    { from: 'installed', on: 'retire', to: 'retired' },
    { from: 'active', on: 'suspend', to: 'suspended' },
    { from: 'active', on: 'deactivate', to: 'installed' },
    { from: 'active', on: 'withdraw', to: 'retiring' },
    { from: 'active', on: 'retire', to: 'retired' },
    { from: 'suspended', on: 'resume', to: 'active' },
    { from: 'suspended', on: 'withdraw', to: 'retiring' },
    { from: 'suspended', on: 'retire', to: 'retired' },
    { from: 'retiring', on: 'keep', to: 'active' },
    { from: 'retiring', on: 'retire', to: 'retired' },
  ],
});
