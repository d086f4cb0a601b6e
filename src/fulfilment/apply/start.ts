import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';
import type { ClaimedJob } from '../../messaging/jobs.js';
import { decomposeOrders, type PlanSettings } from './decompose.js';

/** How orders are approved, and how they are planned. */
export interface StartSettings extends PlanSettings {
  readonly approval: 'automatic' | 'manual';
}

/**
 * Job `order.start`: an accepted order is approved by policy and decomposed at once, or put where a
 * person approves it. A service order that came in by itself (TMF641) needs no approval.
 */
export async function startOrders(
  unit: Unit,
  jobs: readonly ClaimedJob[],
  settings: StartSettings,
): Promise<void> {
  const orders = await ordersOf(unit, jobs);
  const ready = orders.flatMap((order) => approve(unit, order, settings));
  if (ready.length > 0) await decomposeOrders(unit, ready, settings);
}

/** Job `order.decompose`: an approved order, or one whose catalog was repaired. */
export async function decomposeAgain(
  unit: Unit,
  jobs: readonly ClaimedJob[],
  settings: PlanSettings,
): Promise<void> {
  const orders = await ordersOf(unit, jobs);
  await decomposeOrders(
    unit,
    orders.filter(
      ({ state }) => state === 'approved' || state === 'inProgress' || state === 'held',
    ),
    settings,
  );
}

async function ordersOf(unit: Unit, jobs: readonly ClaimedJob[]): Promise<StoredDocument[]> {
  const orders: StoredDocument[] = [];
  for (const kind of ['productOrder', 'serviceOrder']) {
    const ids = jobs.filter((job) => job.data['kind'] === kind).map((job) => job.subject);
    if (ids.length > 0) orders.push(...(await unit.lockAndGet(kind, ids)));
  }
  return orders;
}

function approve(unit: Unit, order: StoredDocument, settings: StartSettings): StoredDocument[] {
  if (order.state !== 'acknowledged') return [];
  if (order.kind === 'serviceOrder') return [order];
  if (settings.approval === 'automatic')
    return [transition(unit, order, 'approve', { reason: 'approved by policy' })];
  transition(unit, order, 'askApproval', { reason: 'approval is by hand here' });
  return [];
}
