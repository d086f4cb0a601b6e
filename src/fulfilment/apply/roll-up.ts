import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import type { ClaimedJob } from '../../messaging/jobs.js';
import { rollUp, type OrderState } from '../rollup.js';
import { innerOf, type OrderInner } from './inner.js';

/** Item attribute of each kind of root order. */
export const ITEMS = {
  productOrder: 'productOrderItem',
  serviceOrder: 'serviceOrderItem',
} as const;

/**
 * Job `order.rollUp`: the states of domain orders become those of items, items' become the order's,
 * and the products of completed items go live. Reads the parts' states alone, not their bodies: an
 * order of 1,000 lines stays cheap.
 */
export async function rollUpOrders(unit: Unit, jobs: readonly ClaimedJob[]): Promise<void> {
  for (const kind of ['productOrder', 'serviceOrder'] as const) {
    const ids = jobs.filter((job) => job.data['kind'] === kind).map((job) => job.subject);
    if (ids.length === 0) continue;
    for (const order of await unit.lockAndGet(kind, ids)) await rollUpOrder(unit, order);
  }
}

/** Large orders are rolled up seldom, small ones at once: the cost per line stays the same. */
export function askRollUp(
  unit: Unit,
  id: string,
  kind: string,
  journey: string | null,
  lines: number,
): void {
  const delayMs = lines <= 20 ? 0 : lines;
  unit.ask({ name: 'order.rollUp', subject: id, journey, data: { kind }, delayMs, once: true });
}

async function rollUpOrder(unit: Unit, order: StoredDocument): Promise<void> {
  const states = await partStates(unit, order);
  const attribute = ITEMS[order.kind as keyof typeof ITEMS];
  const items = (order.body[attribute] ?? []) as JsonObject[];
  const next = items.map((item) => withState(item, states));
  const changed = next.filter((item, index) => item !== items[index]);
  const state = rollUp(next.map((item) => String(item['state'])));
  await goLive(unit, order, changed);
  settle(unit, order, { [attribute]: next }, changed.length > 0, state);
}

/** Item id -> states of its domain orders; an obstacle counts as one that is held. */
async function partStates(unit: Unit, order: StoredDocument): Promise<Map<string, string[]>> {
  const parts = [
    ...(await unit.childStates('serviceOrder', order.id)),
    ...(await unit.childStates('resourceOrder', order.id)),
  ];
  const byItem = new Map<string, string[]>();
  const add = (item: string, state: string) =>
    byItem.set(item, [...(byItem.get(item) ?? []), state]);
  for (const { part, state } of parts) add(part ?? '', state ?? '');
  for (const { itemId } of Object.values(innerOf<OrderInner>(order).obstacles)) add(itemId, 'held');
  return byItem;
}

/**
 * The item with its rolled-up state, nested items included; the same object when nothing changes.
 */
function withState(item: JsonObject, states: ReadonlyMap<string, string[]>): JsonObject {
  const nested = (item['productOrderItem'] ?? item['serviceOrderItem']) as JsonObject[] | undefined;
  const attribute = item['productOrderItem'] ? 'productOrderItem' : 'serviceOrderItem';
  const below = nested?.map((part) => withState(part, states)) ?? [];
  const own = states.get(String(item['id'])) ?? [];
  const all = [...own, ...below.map((part) => String(part['state']))];
  const state: OrderState = all.length === 0 ? 'completed' : rollUp(all);
  const same = state === item['state'] && below.every((part, index) => part === nested?.[index]);
  if (same) return item;
  return { ...item, state, ...(nested && { [attribute]: below }) };
}

/** Products of items that are completed now. */
async function goLive(
  unit: Unit,
  order: StoredDocument,
  changed: readonly JsonObject[],
): Promise<void> {
  const { products } = innerOf<OrderInner>(order);
  const completed = changed.flatMap(flatten).filter((item) => item['state'] === 'completed');
  const ids = completed.flatMap((item) => products[String(item['id'])] ?? []);
  for (const product of await unit.getMany('product', ids)) {
    const ends = product.inner['ending'] === true;
    const on = ends ? 'terminate' : 'activate';
    if (!mayTransition(product, on)) continue;
    const at = unit.now.toISOString();
    transition(unit, product, on, {
      attributes: ends ? { terminationDate: at } : { startDate: at },
    });
  }
}

function flatten(item: JsonObject): JsonObject[] {
  const nested = (item['productOrderItem'] ?? item['serviceOrderItem'] ?? []) as JsonObject[];
  return [item, ...nested.flatMap(flatten)];
}

const WORD: Partial<Record<OrderState, string>> = {
  completed: 'complete',
  partial: 'completePartly',
  failed: 'fail',
  cancelled: 'cancel',
  held: 'hold',
  inProgress: 'resume',
};

function settle(
  unit: Unit,
  order: StoredDocument,
  items: JsonObject,
  changed: boolean,
  state: OrderState,
): void {
  const on = WORD[state];
  if (on !== undefined && state !== order.state && mayTransition(order, on)) {
    const final = state !== 'held' && state !== 'inProgress';
    const date = final ? { completionDate: unit.now.toISOString() } : {};
    transition(unit, order, on, { attributes: { ...items, ...date } });
  } else if (changed) {
    unit.change(order, { body: { ...order.body, ...items } }, { action: 'rollUp' });
  }
}
