import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { resourceOrderBody, serviceOrderBody } from '../bodies/domain-order.js';
import { processFlowBody, taskFlowBody } from '../bodies/flow.js';
import type { Node, PlannedTask } from '../model.js';
import type { PlannedOrder } from '../plan.js';
import {
  asInner,
  innerOf,
  type DomainOrderInner,
  type FlowInner,
  type TaskInner,
} from './inner.js';
import type { Inventory } from './make-inventory.js';

/** What flows are made for. */
export interface FlowGround {
  readonly root: StoredDocument;
  /** Lines of the root order. */
  readonly lines: number;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly inventory: Inventory;
}

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
  const order = makeOrder(unit, ground, planned, inventory, flowId);
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

function makeOrder(
  unit: Unit,
  ground: FlowGround,
  planned: PlannedOrder,
  inventory: StoredDocument,
  flow: string,
): StoredDocument {
  const node = ground.nodes.get(planned.nodeKey);
  if (!node) throw new Error(`no node ${planned.nodeKey}`);
  const at = unit.now.toISOString();
  const body = planned.kind === 'serviceOrder' ? serviceOrderBody : resourceOrderBody;
  const inner: DomainOrderInner = {
    itemId: planned.itemId,
    inventory: { kind: inventory.kind, id: inventory.id },
    flow,
  };
  return unit.create({
    kind: planned.kind,
    state: 'acknowledged',
    journey: ground.root.journey,
    parent: ground.root.id,
    part: planned.itemId,
    body: { ...body(node, inventory, ground.root, at), state: 'acknowledged' } as JsonObject,
    inner: asInner(inner),
  });
}

function makeTasks(
  unit: Unit,
  ground: FlowGround,
  planned: PlannedOrder,
  order: StoredDocument,
  inventory: StoredDocument,
  flowId: string,
) {
  return planned.tasks.map((rule) => {
    const inner: TaskInner = {
      rule,
      action: planned.action,
      root: {
        kind: ground.root.kind,
        id: ground.root.id,
        href: String(ground.root.body['href'] ?? ''),
      },
      itemId: planned.itemId,
      order: { kind: order.kind, id: order.id },
      inventory: { kind: inventory.kind, id: inventory.id },
      revision: 0,
      sequence: 0,
    };
    const document = unit.create({
      kind: 'taskFlow',
      state: 'waiting',
      journey: ground.root.journey,
      parent: flowId,
      part: planned.itemId,
      body: { ...taskFlowBody(rule, order, inventory), state: 'new' },
      inner: asInner(inner),
    });
    const task: PlannedTask = {
      name: rule.name,
      id: document.id,
      kind: rule.kind,
      after: rule.after,
      state: 'waiting',
    };
    return { document, planned: task };
  });
}
