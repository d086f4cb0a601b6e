import type { JsonObject } from '../../openapi/json.js';

/**
 * TMF639 v5: one internal state, shown by the X.731 attributes. `allocationStatus` is free text in
 * v5, with these words as its examples. `resourceStatus` is v4's word; v5 dropped it and has no
 * counterpart, so it travels beside the others for those who read v4. v4's other words (`enable`,
 * `disable`, `shutdown`) are its dialect's business.
 */
export const RESOURCE: Readonly<Record<string, JsonObject>> = {
  planned: {
    lifecycleState: 'planned',
    administrativeState: 'locked',
    operationalState: 'disabled',
    usageState: 'idle',
    allocationStatus: 'available',
    resourceStatus: 'standby',
  },
  reserved: {
    lifecycleState: 'planned',
    administrativeState: 'locked',
    operationalState: 'disabled',
    usageState: 'idle',
    allocationStatus: 'reserved',
    resourceStatus: 'reserved',
  },
  // In place but not yet brought up.
  installed: {
    lifecycleState: 'installed',
    administrativeState: 'locked',
    operationalState: 'disabled',
    usageState: 'idle',
    allocationStatus: 'reserved',
    resourceStatus: 'standby',
  },
  active: {
    lifecycleState: 'installed',
    administrativeState: 'unlocked',
    operationalState: 'enabled',
    usageState: 'active',
    allocationStatus: 'allocated',
    resourceStatus: 'available',
  },
  // It works, and nobody may use it.
  suspended: {
    lifecycleState: 'installed',
    administrativeState: 'locked',
    operationalState: 'enabled',
    usageState: 'idle',
    allocationStatus: 'allocated',
    resourceStatus: 'suspended',
  },
  // Those who use it still may, nobody else.
  retiring: {
    lifecycleState: 'pendingRemoval',
    administrativeState: 'shuttingDown',
    operationalState: 'enabled',
    usageState: 'active',
    allocationStatus: 'allocated',
    resourceStatus: 'standby',
  },
  retired: {
    lifecycleState: 'pendingRemoval',
    administrativeState: 'locked',
    operationalState: 'disabled',
    usageState: 'idle',
    allocationStatus: 'available',
    resourceStatus: 'unknown',
  },
};
