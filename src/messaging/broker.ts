import type { JsonObject } from '../../openapi/json.js';

/** A message as it goes out: `key` decides where. */
export interface Publication {
  readonly messageId: string;
  readonly exchange: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/**
 * What became of a publication. `unroutable`: no queue takes this key; the broker keeps nothing.
 * `refused`: the broker does not take this message now (a full queue), or it cannot be encoded; the
 * others of the same call are not touched by it.
 */
export type Published = {
  readonly messageId: string;
  readonly outcome: 'confirmed' | 'unroutable' | 'refused';
};

/** A message as it comes in, held until it is settled by exactly one of `ack`, `retry`, `park`. */
export interface Delivery {
  readonly messageId: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** True when it was handed out before, perhaps to a process that died on it. */
  readonly redelivered: boolean;
  /** Done: the broker forgets it. */
  ack(): void;
  /**
   * Comes back after about `delayMs` (rounded up to one of the topology's delays); parked instead
   * once it was handed out as often as the topology's delivery limit says.
   */
  retry(delayMs: number, reason: string): void;
  /** To the queue's dead letters, with the reason, readable and replayable. */
  park(reason: string): void;
}

/** How much a consumer takes. */
export interface ConsumerOptions {
  /** Unsettled deliveries at most. */
  readonly prefetch: number;
  /** Deliveries handed over together at most; a batch gathers only what is there already. */
  readonly batch: number;
}

/** A consumer at work, across reconnections, until it is stopped. */
export interface Consumer {
  /** Takes no more; resolves when what was handed out is settled. */
  stop(): Promise<void>;
}

/** Whether the broker can be reached, as far as is known now. */
export interface BrokerState {
  readonly connected: boolean;
  /** When it last changed. */
  readonly since: Date;
  /** Why not, in words for an operator. */
  readonly reason?: string;
}

/** A dead letter, as people and programs read it. `at` is ISO 8601, '' where it is not known. */
export interface ParkedMessage {
  readonly queue: string;
  readonly messageId: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly reason: string;
  readonly at: string;
}

/**
 * A message broker as Turnup needs it. RabbitMQ (production) and embedded (the database row is the
 * message) pass one suite: test/contract/broker.suite.ts.
 *
 * Promises: what `publish` answers as confirmed survives a crash of either side; at-least-once
 * delivery; per queue in order as long as nothing is retried. Reconnects by itself with back-off;
 * consumers go on after it.
 * Does not promise: exactly-once, or order after a retry.
 */
export interface Broker {
  readonly name: 'rabbitmq' | 'embedded';
  /**
   * Resolves when the broker owns every message or has said that it cannot route it; rejects when
   * it cannot be reached.
   */
  publish(messages: readonly Publication[]): Promise<Published[]>;
  /**
   * `handle` gets the deliveries of one batch; a rejection retries all of the batch that are not
   * settled.
   */
  consume(
    queue: string,
    options: ConsumerOptions,
    handle: (batch: Delivery[]) => Promise<void>,
  ): Promise<Consumer>;
  state(): BrokerState;
  onStateChange(listen: (state: BrokerState) => void): void;
  /** Messages ready and parked per queue, for /metrics and the console. */
  depths(): Promise<Record<string, { ready: number; parked: number }>>;
  parked(queue: string, limit: number): Promise<ParkedMessage[]>;
  /** Puts a parked message back where it came from. False when there is none of this id. */
  replay(queue: string, messageId: string): Promise<boolean>;
  /** Waits until every consumer has stopped, then lets go of the connection. */
  close(): Promise<void>;
}
