import type { JsonObject } from '../../openapi/json.js';
import type { StoredDocument } from '../documents/document.js';
import type { Unit } from '../documents/unit.js';
import { Refusal, type Fault } from '../errors.js';
import { isFinal, tableOf } from '../lifecycle/index.js';

/**
 * PATCH of an order in flight: takes what is not commercial. `commercial` names the attributes that
 * decide what is delivered or charged: changing them would be another order. States are never set
 * by a client.
 */
export function changeOrder(
  unit: Unit,
  order: StoredDocument,
  next: JsonObject,
  commercial: readonly string[],
): StoredDocument {
  const faults = [...stateFaults(order, next), ...commercialFaults(order, next, commercial)];
  if (faults.length > 0) throw new Refusal('conflict', faults);
  return unit.change(order, { body: next }, { action: 'patch' });
}

/**
 * DELETE of an order: only what has no effect downstream (a draft) or none any more (a finished
 * order).
 */
export function deleteOrder(unit: Unit, order: StoredDocument): void {
  const table = tableOf(order.kind);
  const free =
    order.state === 'draft' || (table !== undefined && isFinal(table, order.state ?? ''));
  if (!free) {
    throw new Refusal(
      'conflict',
      `order ${order.id} is ${order.state}; only drafts and finished orders can be deleted. To stop it, ask for its cancellation`,
    );
  }
  unit.remove(order);
}

function stateFaults(order: StoredDocument, next: JsonObject): Fault[] {
  if (next['state'] === order.body['state']) return [];
  const message =
    order.state === 'draft'
      ? 'a draft can only become acknowledged, which submits it'
      : 'the state of an order follows from its work; to stop it, ask for its cancellation';
  return [{ pointer: '/state', message, rule: 'stateTable' }];
}

function commercialFaults(
  order: StoredDocument,
  next: JsonObject,
  commercial: readonly string[],
): Fault[] {
  if (order.state === 'draft') return [];
  return commercial
    .filter((name) => JSON.stringify(next[name]) !== JSON.stringify(order.body[name]))
    .map((name) => ({
      pointer: `/${name}`,
      message: `${name} cannot change once the order is ${order.state}`,
      rule: 'commercialChange',
    }));
}
