import type { JsonObject } from '../../openapi/json.js';
import { digestOf } from '../simulation/digest.js';
import type { SimulatedSystem } from '../simulation/system.js';

/**
 * A CMDB: the configuration item's id follows from the item's, so that registering twice makes one.
 */
export const configurationManagement: SimulatedSystem = {
  first: 'acknowledged',
  outcome: (workOrderId, body) => {
    const id = `CI-${digestOf(itemIdIn(body) ?? workOrderId)}`;
    return { configurationItem: { id, href: `/cmdb/configurationItem/${id}` } };
  },
};

function itemIdIn(body: JsonObject): string | undefined {
  const item = body['service'] ?? body['resource'] ?? body['product'];
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return undefined;
  return typeof item['id'] === 'string' ? item['id'] : undefined;
}
