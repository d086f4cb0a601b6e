import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import { withItemState } from '../bodies/domain-order.js';
import type { PlannedTask, TaskState } from '../model.js';
import { flowState, nextTasks } from '../plan.js';
import { dispatch, getLinked } from './dispatch.js';
import { asInner, innerOf, type FlowInner } from './inner.js';
import { activate } from './inventory.js';
import { askRollUp } from './roll-up.js';
import { startFlows } from './start-flows.js';

/** Flow id -> what became of its tasks, by task id. */
export type TaskChanges = Map<string, Map<string, TaskState>>;

/** Notes one task's new state for `progress`. */
export function noteChange(changes: TaskChanges, task: StoredDocument): void {
  const flow = task.parent ?? '';
  const ofFlow = changes.get(flow) ?? new Map<string, TaskState>();
  changes.set(flow, ofFlow.set(task.id, task.state as TaskState));
}

/**
 * Carries task changes upward: flow, domain order, inventory, the flows that waited, and the root's
 * roll-up as a job. Everything of one unit goes together: documents are read per kind, not per
 * task.
 */
export async function progress(unit: Unit, changes: TaskChanges): Promise<void> {
  const flows = await unit.getMany('processFlow', [...changes.keys()]);
  const steps = flows.map((flow) => stepFlow(unit, flow, changes.get(flow.id)));
  await dispatchReady(unit, steps);
  await settleOrders(
    unit,
    steps.filter((step) => step.moved),
  );
  const completed = steps.filter((step) => step.moved && step.flow.state === 'completed');
  await startFlows(unit, await release(unit, completed));
}

interface Step {
  readonly flow: StoredDocument;
  /** Ids of tasks that may start now. */
  readonly ready: readonly string[];
  /** True when the flow's own state changed. */
  readonly moved: boolean;
}

/** Applies task changes to one flow's plan and says what may start. */
function stepFlow(
  unit: Unit,
  flow: StoredDocument,
  changed?: ReadonlyMap<string, TaskState>,
): Step {
  const inner = innerOf<FlowInner>(flow);
  const tasks = inner.tasks.map((task) => ({
    ...task,
    state: changed?.get(task.id) ?? task.state,
  }));
  const ready = inner.waitsFor.length > 0 ? [] : nextTasks(tasks).map((task) => task.id);
  const planned: PlannedTask[] = tasks.map((task) =>
    ready.includes(task.id) ? { ...task, state: 'sent' } : task,
  );
  const next = { inner: asInner({ ...inner, tasks: planned }) };
  const on = wordFor(flow.state ?? '', flowState(planned));
  if (on === undefined)
    return { flow: unit.change(flow, next, { action: 'progress' }), ready, moved: false };
  return { flow: transition(unit, flow, on, next), ready, moved: true };
}

function wordFor(present: string, wanted: ReturnType<typeof flowState>): string | undefined {
  if (present === wanted) return undefined;
  const words = {
    active: 'resume',
    hold: 'hold',
    completed: 'complete',
    cancelled: 'cancel',
  } as const;
  return words[wanted];
}

async function dispatchReady(unit: Unit, steps: readonly Step[]): Promise<void> {
  const ids = steps.flatMap((step) => step.ready);
  if (ids.length > 0) await dispatch(unit, await unit.getMany('taskFlow', ids), 'dispatch');
}

/**
 * Moves the domain orders of flows that moved, and what hangs on them: inventory and the root's
 * roll-up.
 */
async function settleOrders(unit: Unit, steps: readonly Step[]): Promise<void> {
  const flows = steps.map((step) => step.flow);
  const orders = await getLinked(
    unit,
    flows.map((flow) => innerOf<FlowInner>(flow).order),
  );
  const byId = new Map(orders.map((order) => [order.id, order]));
  for (const flow of flows) {
    const order = byId.get(innerOf<FlowInner>(flow).order.id);
    if (order) settleOrder(unit, order, flow);
  }
  await activate(
    unit,
    flows.filter((flow) => flow.state === 'completed'),
  );
}

function settleOrder(unit: Unit, order: StoredDocument, flow: StoredDocument): void {
  const on = { completed: 'complete', hold: 'hold', active: 'resume', cancelled: 'cancel' }[
    flow.state ?? ''
  ];
  if (on === undefined || !mayTransition(order, on)) return;
  const state =
    { complete: 'completed', hold: 'held', resume: 'inProgress', cancel: 'cancelled' }[on] ?? '';
  const done = on === 'complete' && { completionDate: unit.now.toISOString() };
  transition(unit, order, on, { attributes: { ...done, ...withItemState(order.body, state) } });
  const { root, lines } = innerOf<FlowInner>(flow);
  askRollUp(unit, root.id, root.kind, order.journey, lines);
}

/**
 * Flows that waited for completed ones: the key is taken off, and those with nothing left to wait
 * for go on.
 */
async function release(unit: Unit, steps: readonly Step[]): Promise<StoredDocument[]> {
  const done = steps.map((step) => innerOf<FlowInner>(step.flow));
  const waiting = await unit.getMany('processFlow', [
    ...new Set(done.flatMap((inner) => inner.releases)),
  ]);
  const keys = new Set(done.map((inner) => inner.key));
  return waiting.flatMap((flow) => {
    const inner = innerOf<FlowInner>(flow);
    const waitsFor = inner.waitsFor.filter((key) => !keys.has(key));
    const changed = unit.change(
      flow,
      { inner: asInner({ ...inner, waitsFor }) },
      { action: 'release' },
    );
    return waitsFor.length === 0 ? [changed] : [];
  });
}
