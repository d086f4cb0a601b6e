import type { JsonObject } from '../../../openapi/json.js';
import { shownState } from '../../../mappings/states/index.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { readCatalog } from '../../fulfilment/apply/catalog.js';
import { checkServiceLines, readServiceLines } from '../../fulfilment/check-order.js';

/**
 * A service order comes in by itself (TMF641): checked against the service catalog, then it runs
 * the same road as a product order.
 */
export async function submitServiceOrder(unit: Unit, body: JsonObject): Promise<StoredDocument> {
  const lines = readServiceLines(body);
  const catalog = await readCatalog(unit, {
    offerings: [],
    specifications: lines.map((line) => line.specification),
  });
  const faults = checkServiceLines(body, catalog);
  if (faults.length > 0) throw new Refusal('ruleViolation', faults);
  const order = unit.create({
    kind: 'serviceOrder',
    state: 'acknowledged',
    journey: 'self',
    body: {
      ...body,
      '@type': body['@type'] ?? 'ServiceOrder',
      orderDate: unit.now.toISOString(),
      serviceOrderItem: ((body['serviceOrderItem'] ?? []) as JsonObject[]).map(acknowledged),
      ...shownState('serviceOrder', 'acknowledged'),
    },
  });
  unit.ask({
    name: 'order.start',
    subject: order.id,
    journey: order.journey,
    data: { kind: order.kind },
  });
  return order;
}

function acknowledged(item: JsonObject): JsonObject {
  const nested = item['serviceOrderItem'] as JsonObject[] | undefined;
  return {
    ...item,
    state: 'acknowledged',
    ...(nested && { serviceOrderItem: nested.map(acknowledged) }),
  };
}
