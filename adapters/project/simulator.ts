import type { SimulatedSystem } from '../simulation/system.js';

/** A project system: work is planned, then reaches its milestone. */
export const projectManagement: SimulatedSystem = {
  first: 'acknowledged',
  outcome: (_workOrderId, body, now) => ({
    note: 'Milestone reached',
    characteristics: [
      { name: 'milestone', value: typeof body['task'] === 'string' ? body['task'] : 'done' },
      { name: 'milestoneReached', value: now.toISOString() },
    ],
  }),
};
