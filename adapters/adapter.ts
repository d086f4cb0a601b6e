import type { JsonObject } from '../openapi/json.js';
import type { AdapterSetting } from './settings.js';

/**
 * The contract of a downstream system: pure translation between a task and that system's
 * messages. The bus, the database, retries and states are Turnup's; an adapter has no effect, no
 * clock and no memory.
 *
 * To add one: a folder here with adapter.ts, its message shapes in mappings/NAME, one line in
 * adapters/index.ts (queues and routing keys are derived from that list), and one in
 * test/unit/adapters/adapters.test.ts. See docs/adapters.md.
 *
 * @example
 * export const lab: Adapter = {
 *   name: 'lab',
 *   title: 'Test lab',
 *   subject: 'workOrder',
 *   silentAfterMs: 600_000,
 *   create: (task) => ({ ...envelopeOf(task), test: task.name }),
 *   cancel: cancelBody,
 *   ask: askBody,
 *   read: (key, body) => readStatus(lab, key, body),
 * };
 */
export interface Adapter {
  /** The word in routing keys, queues and task kinds: `fsm`. */
  readonly name: string;
  /** What people call the system: `Field service`. */
  readonly title: string;
  /** The noun of its routing keys, `workOrder` in `fsm.workOrder.create`. */
  readonly subject: string;
  /** Milliseconds of silence after which reconciliation asks. */
  readonly silentAfterMs: number;
  /** What an operator may set, as data; see adapters/settings.ts. */
  readonly settings?: readonly AdapterSetting[];
  /** The body of the message that hands a task over, as the system's TMF payload has it. */
  create(task: TaskBrief): JsonObject;
  /** The body that calls the work order off. */
  cancel(task: TaskBrief): JsonObject;
  /** The body that asks how it stands. */
  ask(task: TaskBrief): JsonObject;
  /**
   * A message from the system, read. Never throws: what is wrong comes back, all of it, as
   * sentences naming the attribute.
   */
  read(key: string, body: JsonObject): StatusReport | { readonly faults: string[] };
}

/** A task as an adapter needs it. */
export interface TaskBrief {
  /** The task flow's id; it is the work order's id for the downstream system. */
  readonly workOrderId: string;
  /** 1 for the first dispatch; a retry or amendment counts up. */
  readonly revision: number;
  readonly name: string;
  readonly description?: string;
  /** The task of the flow's rule, `install`; simulators and people read it. */
  readonly task: string;
  /** What the order wants of the item; left out means `add`. */
  readonly action?: 'add' | 'modify' | 'delete' | 'noChange';
  /** For `cancel` and `ask`: why. */
  readonly reason?: string;
  readonly journey: string;
  /** What the work is for. */
  readonly order: { readonly id: string; readonly href: string; readonly itemId: string };
  /** The service or resource that the work brings up, as in the inventory, for CMDB systems. */
  readonly item: {
    readonly kind: 'service' | 'resource' | 'product';
    readonly id: string;
    readonly href: string;
    readonly name: string;
    readonly specification?: { readonly id: string; readonly name?: string };
  };
  readonly characteristics: readonly { readonly name: string; readonly value: unknown }[];
  readonly place?: JsonObject[];
  readonly relatedParty?: JsonObject[];
  /** For tasks that are done by a call: where to, and how the answer comes. */
  readonly call?: { readonly url: string; readonly answer: 'callback' | 'poll' };
  /** ISO 8601. */
  readonly dueAt?: string;
}

/** How a work order stands at the downstream system. */
export interface StatusReport {
  readonly type: 'changed' | 'snapshot';
  readonly workOrderId: string;
  readonly revision: number;
  /**
   * Counts up with each change at the downstream system, per work order and revision; a lower one
   * is late.
   */
  readonly sequence: number;
  readonly state: ReportedState;
  /** For people: why it failed, what was done. */
  readonly note?: string;
  /**
   * For `failed`: a word for grouping (`noAccess`, `noCapacity`) and whether trying again may help.
   */
  readonly cause?: { readonly code: string; readonly retryable: boolean };
  /** Values that the work brought: a serial number, a port. They go to the inventory. */
  readonly characteristics?: readonly { readonly name: string; readonly value: unknown }[];
  /** The configuration item that a CMDB made. */
  readonly configurationItem?: { readonly id: string; readonly href?: string };
}

/**
 * The published work order states (TMF697) that a report can bear; `unknown`: the system has no
 * such work order.
 */
export type ReportedState =
  'acknowledged' | 'inProgress' | 'completed' | 'failed' | 'cancelled' | 'rejected' | 'unknown';
