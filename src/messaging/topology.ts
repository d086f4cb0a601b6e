/**
 * Exchanges, queues and keys as data, derived from the adapter list; drivers declare it,
 * asyncapi.yaml describes it.
 */

/** One queue and where its messages come from. */
export interface Queue {
  readonly name: string;
  /** The exchange it is bound to, and the topic pattern. */
  readonly exchange: string;
  readonly binding: string;
  /** Where parked messages of this queue lie. */
  readonly parkedIn: string;
}

/** Everything that must be there at the broker. */
export interface Topology {
  /** Prefix of every name: `turnup`, or a name of its own for a test. */
  readonly prefix: string;
  readonly exchanges: readonly string[];
  readonly queues: readonly Queue[];
  /**
   * Delays that `retry` rounds up to, ascending, in milliseconds; one delay queue each and per
   * queue.
   */
  readonly retryDelaysMs: readonly number[];
  /** Deliveries after which RabbitMQ itself parks a message that nobody settles. */
  readonly deliveryLimit: number;
}

/** Work out: `turnup.workorders`, key `fsm.workOrder.create`. */
export const workOrdersExchange = (prefix: string): string => `${prefix}.workorders`;
/** Status back: `turnup.status`, key `fsm.workOrder.changed` or `fsm.workOrder.snapshot`. */
export const statusExchange = (prefix: string): string => `${prefix}.status`;
/** The one queue that Turnup consumes. */
export const statusQueue = (prefix: string): string => `${prefix}.status.v1`;
/** The queue of one downstream system. */
export const workOrdersQueue = (prefix: string, adapter: string): string =>
  `${prefix}.workorders.${adapter}.v1`;

/** Topology for these adapters (their names). */
export function topologyOf(adapters: readonly string[], prefix = 'turnup'): Topology {
  const queue = (name: string, exchange: string, binding: string): Queue => ({
    name,
    exchange,
    binding,
    parkedIn: `${name}.parked`,
  });
  return {
    prefix,
    exchanges: [workOrdersExchange(prefix), statusExchange(prefix)],
    queues: [
      ...adapters.map((name) =>
        queue(workOrdersQueue(prefix, name), workOrdersExchange(prefix), `${name}.#`),
      ),
      queue(statusQueue(prefix), statusExchange(prefix), '#'),
    ],
    retryDelaysMs: [1_000, 10_000, 60_000, 600_000],
    deliveryLimit: 20,
  };
}
