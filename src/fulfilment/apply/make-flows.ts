import { isDeepStrictEqual } from 'node:util';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { processFlowBody } from '../bodies/flow.js';
import type { PlannedOrder } from '../plan.js';
import { asInner, innerOf, type FlowInner } from './inner.js';
import { makeDomainOrder, makeTasks, type FlowGround } from './make-domain-order.js';

/**
 * Makes, for each planned order that has none yet, the domain order, its process flow and its task
 * flows, and ties flows that wait for one another. Answers the flows by key, those made before
 * included; nothing is started.
 */
export async function makeFlows(
  unit: Unit,
  ground: FlowGround,
  planned: readonly PlannedOrder[],
  before: Readonly<Record<string, string>>,
): Promise<Map<string, StoredDocument>> {
  const flows = new Map<string, StoredDocument>();
  for (const flow of await unit.getMany('processFlow', Object.values(before))) {
    flows.set(innerOf<FlowInner>(flow).key, flow);
  }
  const ids = new Map(planned.map((order) => [order.key, before[order.key] ?? unit.newId()]));
  const releases = releasesOf(planned, ids);
  for (const order of planned) {
    const present = flows.get(order.key);
    const waiters = releases.get(order.key) ?? [];
    const waitsFor = stillOpen(order.waitsFor, flows);
    if (present) flows.set(order.key, tiedAnew(unit, present, waitsFor, waiters));
    else
      flows.set(
        order.key,
        makeFlow(unit, ground, order, ids.get(order.key) ?? '', waitsFor, waiters),
      );
  }
  return flows;
}

/** Order key -> ids of the flows that wait for it. */
function releasesOf(
  planned: readonly PlannedOrder[],
  ids: ReadonlyMap<string, string>,
): Map<string, string[]> {
  const releases = new Map<string, string[]>();
  for (const order of planned) {
    for (const key of order.waitsFor)
      releases.set(key, [...(releases.get(key) ?? []), ids.get(order.key) ?? '']);
  }
  return releases;
}

function stillOpen(keys: readonly string[], flows: ReadonlyMap<string, StoredDocument>): string[] {
  return keys.filter((key) => flows.get(key)?.state !== 'completed');
}

/** A flow made before: what waits for it may have grown, and what it waits for may be known now. */
function tiedAnew(
  unit: Unit,
  flow: StoredDocument,
  planned: readonly string[],
  waiters: readonly string[],
): StoredDocument {
  const inner = innerOf<FlowInner>(flow);
  const releases = [...new Set([...inner.releases, ...waiters])];
  const waitsFor = inner.waitsFor.length === 0 ? inner.waitsFor : planned;
  if (isDeepStrictEqual({ releases, waitsFor }, pick(inner))) return flow;
  const next = asInner({ ...inner, releases, waitsFor });
  return unit.change(flow, { inner: next }, { action: 'amendPlan' });
}

const pick = ({ releases, waitsFor }: FlowInner) => ({ releases, waitsFor });

function makeFlow(
  unit: Unit,
  ground: FlowGround,
  planned: PlannedOrder,
  flowId: string,
  waitsFor: readonly string[],
  releases: readonly string[],
): StoredDocument {
  const inventory = ground.inventory.get(planned.nodeKey);
  if (!inventory) throw new Error(`no inventory for node ${planned.nodeKey}`);
  const order = makeDomainOrder(unit, ground, planned, inventory, flowId);
  const tasks = makeTasks(unit, ground, planned, order, inventory, flowId);
  const { id, name, version } = planned.flow;
  const inner: FlowInner = {
    key: planned.key,
    root: { kind: ground.root.kind, id: ground.root.id },
    lines: ground.lines,
    order: { kind: order.kind, id: order.id },
    inventory: { kind: inventory.kind, id: inventory.id },
    tasks: tasks.map(({ planned: task }) => task),
    waitsFor,
    releases,
  };
  const taskFlow = tasks.map(({ document }) => ({
    id: document.id,
    href: document.body['href'] ?? '',
    '@referredType': 'TaskFlow',
  }));
  return unit.create({
    kind: 'processFlow',
    id: flowId,
    state: 'active',
    journey: ground.root.journey,
    parent: order.id,
    part: planned.itemId,
    body: {
      ...processFlowBody(order, { id, name, version }, unit.now.toISOString()),
      state: 'active',
      taskFlow,
    },
    inner: asInner(inner),
  });
}
