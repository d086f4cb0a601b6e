import { cmdbAction } from '../../mappings/cmdb/action.js';
import { inventoryItem } from '../../mappings/cmdb/inventory-item.js';
import { workOrderAdapter } from '../work-order-message.js';

/**
 * Configuration management: gets inventory items as TMF638, 639 or 637 have them; brings back
 * configuration items.
 */
export const cmdb = workOrderAdapter({
  name: 'cmdb',
  title: 'Configuration management',
  silentAfterMs: 5 * 60_000,
  payload: (task) => ({ action: cmdbAction(task), ...inventoryItem(task) }),
});
