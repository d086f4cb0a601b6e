import { projectWorkOrder } from '../../mappings/project/work-order.js';
import { workOrderAdapter } from '../work-order-message.js';

/**
 * Project management: planned work with milestones. Gets TMF697 work orders; brings back the
 * milestones reached.
 */
export const project = workOrderAdapter({
  name: 'project',
  title: 'Project management',
  silentAfterMs: 60 * 60_000,
  payload: (task) => ({ workOrder: projectWorkOrder(task) }),
});
