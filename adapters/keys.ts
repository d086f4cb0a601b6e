import type { Adapter } from './adapter.js';

/**
 * What Turnup asks of a downstream system: to do the work, to call it off, or to say how it stands.
 */
export type WorkOrderVerb = 'create' | 'cancel' | 'ask';
/** What comes back: a change, or the answer to a question. */
export type StatusKind = 'changed' | 'snapshot';

type Named = Pick<Adapter, 'name' | 'subject'>;

/** The routing key of a message to the system: `fsm.workOrder.create`. */
export const workOrderKey = (adapter: Named, verb: WorkOrderVerb): string =>
  `${adapter.name}.${adapter.subject}.${verb}`;

/** The routing key of a message from the system: `fsm.workOrder.changed`. */
export const statusKey = (adapter: Named, kind: StatusKind): string =>
  `${adapter.name}.${adapter.subject}.${kind}`;

/** The verb of a key, when it is one of this system's. */
export const verbOf = (adapter: Named, key: string): WorkOrderVerb | undefined =>
  (['create', 'cancel', 'ask'] as const).find((verb) => workOrderKey(adapter, verb) === key);
