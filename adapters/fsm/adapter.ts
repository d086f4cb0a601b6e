import { fieldWorkOrder } from '../../mappings/fsm/work-order.js';
import { workOrderAdapter } from '../work-order-message.js';

/**
 * Field service: technicians at a site. Gets TMF697 work orders; brings back what was installed.
 */
export const fsm = workOrderAdapter({
  name: 'fsm',
  title: 'Field service',
  silentAfterMs: 15 * 60_000,
  payload: (task) => ({ workOrder: fieldWorkOrder(task) }),
});
