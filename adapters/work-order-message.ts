import type { JsonObject } from '../openapi/json.js';
import type { Adapter, TaskBrief } from './adapter.js';
import { silence } from './settings.js';
import { readStatus } from './status-message.js';

/** What an adapter of this family says of itself; the rest follows. */
export interface WorkOrderSystem {
  readonly name: string;
  readonly title: string;
  readonly silentAfterMs: number;
  /**
   * What stands in a create beside the envelope: the TMF payload under its own name. A pure
   * function.
   */
  payload(task: TaskBrief): object;
}

/**
 * An adapter whose messages have the envelope that a client can answer without knowing TM Forum:
 * work order id and revision stand at the top of every body, in both directions.
 */
export function workOrderAdapter(system: WorkOrderSystem): Adapter {
  const { name, title, silentAfterMs } = system;
  const subject = 'workOrder';
  return {
    name,
    title,
    subject,
    silentAfterMs,
    settings: [silence(silentAfterMs)],
    create: (task) => ({ ...envelopeOf(task), ...(system.payload(task) as JsonObject) }),
    cancel: cancelBody,
    ask: askBody,
    read: (key, body) => readStatus({ name, subject }, key, body),
  };
}

/** The body that calls a work order off. */
export const cancelBody = (task: TaskBrief): JsonObject => briefly(task);

/** The body that asks how a work order stands. */
export const askBody = (task: TaskBrief): JsonObject => briefly(task);

/**
 * What stands at the top of a create: which work order, which revision, the task's word, and the
 * journey and order it belongs to.
 */
export const envelopeOf = (task: TaskBrief): JsonObject => ({
  workOrderId: task.workOrderId,
  revision: task.revision,
  task: task.task,
  journey: task.journey,
  order: { ...task.order },
});

const briefly = (task: TaskBrief): JsonObject => ({
  workOrderId: task.workOrderId,
  revision: task.revision,
  ...(task.reason !== undefined && { reason: task.reason }),
});
