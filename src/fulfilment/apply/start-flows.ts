import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import { withItemState } from '../bodies/domain-order.js';
import { nextTasks } from '../plan.js';
import { dispatch, getLinked } from './dispatch.js';
import { asInner, innerOf, type FlowInner } from './inner.js';

/**
 * Starts the flows that wait for nothing: their domain orders go in progress, their first tasks on
 * their way.
 */
export async function startFlows(unit: Unit, flows: readonly StoredDocument[]): Promise<void> {
  const free = flows.filter(
    (flow) => flow.state === 'active' && innerOf<FlowInner>(flow).waitsFor.length === 0,
  );
  await startOrders(unit, free);
  const ready = free.flatMap((flow) => markSent(unit, flow));
  if (ready.length > 0) await dispatch(unit, await unit.getMany('taskFlow', ready), 'dispatch');
}

async function startOrders(unit: Unit, flows: readonly StoredDocument[]): Promise<void> {
  for (const order of await getLinked(
    unit,
    flows.map((flow) => innerOf<FlowInner>(flow).order),
  )) {
    if (!mayTransition(order, 'start')) continue;
    const attributes = {
      startDate: unit.now.toISOString(),
      ...withItemState(order.body, 'inProgress'),
    };
    transition(unit, order, 'start', { attributes });
  }
}

/** Marks the first tasks of a flow as sent in its plan; answers their ids. */
function markSent(unit: Unit, flow: StoredDocument): string[] {
  const inner = innerOf<FlowInner>(flow);
  const ready = new Set(nextTasks(inner.tasks).map((task) => task.id));
  if (ready.size === 0) return [];
  const tasks = inner.tasks.map((task) =>
    ready.has(task.id) ? { ...task, state: 'sent' as const } : task,
  );
  unit.change(flow, { inner: asInner({ ...inner, tasks }) }, { action: 'progress' });
  return [...ready];
}
