import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';
import type { Node } from '../model.js';
import { asInner, type OrderInner } from './inner.js';
import type { Inventory } from './make-inventory.js';
import { ITEMS } from './roll-up.js';

/** The order is in progress now; each item names the product that was made for it. */
export function beginOrder(
  unit: Unit,
  order: StoredDocument,
  inner: OrderInner,
  inventory: Inventory,
  nodes: readonly Node[],
): void {
  const attribute = ITEMS[order.kind as keyof typeof ITEMS];
  const roots = new Map(
    nodes
      .filter((node) => node.parent === null)
      .map((node) => [node.itemId, inventory.get(node.key)]),
  );
  const items = (order.body[attribute] as JsonObject[]).map((item) =>
    begun(item, attribute, roots),
  );
  if (order.state === 'approved' || order.state === 'acknowledged') {
    transition(unit, order, 'start', { attributes: { [attribute]: items }, inner: asInner(inner) });
  } else {
    unit.change(order, { inner: asInner(inner) }, { action: 'amendPlan' });
  }
}

function begun(
  item: JsonObject,
  attribute: string,
  roots: ReadonlyMap<string, StoredDocument | undefined>,
): JsonObject {
  const made = roots.get(String(item['id']));
  const name = attribute === 'productOrderItem' ? 'product' : 'service';
  const nested = item[attribute] as JsonObject[] | undefined;
  const present = item[name] as JsonObject | undefined;
  return {
    ...item,
    state: 'inProgress',
    ...(made && {
      [name]: {
        '@type': name === 'product' ? 'Product' : 'Service',
        ...present,
        id: made.id,
        href: made.body['href'] ?? '',
      },
    }),
    ...(nested && { [attribute]: nested.map((part) => begun(part, attribute, roots)) }),
  };
}
