import type { Delivery } from './broker.js';
import type { Log } from './log.js';
import { reasonOf } from './reason.js';
import { delayForAttempt, roundUpDelay } from './retry-delays.js';

/** Why a message is parked that was handed out to the limit, each time to somebody who died. */
export const NEVER_SETTLED = 'Delivered to the limit and never settled';

/** How a delivery ends. */
export type Settlement =
  | { readonly kind: 'ack' }
  | { readonly kind: 'retry'; readonly delayMs: number; readonly reason: string }
  | { readonly kind: 'park'; readonly reason: string };

/** A message as a driver took it from its queue. */
export interface Incoming {
  readonly messageId: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** How often it was handed out, this time included. */
  readonly attempts: number;
  /** Called once; `delayMs` is one of the topology's. */
  settle(how: Settlement): void;
}

/** Whom an intake hands to, and its limits. */
export interface IntakeOptions {
  readonly batch: number;
  readonly retryDelaysMs: readonly number[];
  readonly deliveryLimit: number;
  readonly log: Log;
  readonly handle: (batch: Delivery[]) => Promise<void>;
  /** Called when a handler comes back. */
  readonly onBatchDone?: () => void;
}

/**
 * Hands what a driver takes in to the handler: in order, one batch after the other, each settled at
 * most once.
 */
export interface Intake {
  offer(messages: readonly Incoming[]): void;
  /** Takes back what was offered and not yet handed over. */
  withdraw(): Incoming[];
  /** Hands over nothing more; what is offered from now on waits to be withdrawn. */
  close(): void;
  /** Offered or handed over, and not settled. */
  unsettled(): number;
  /** Resolves when the handler is back and nothing that was handed over is unsettled. */
  idle(): Promise<void>;
}

/** A handler that throws or rejects has its unsettled messages retried. */
export function createIntake(options: IntakeOptions): Intake {
  const waiting: Incoming[] = [];
  const held = new Set<Delivery>();
  let idlers: (() => void)[] = [];
  let running = false;
  let closed = false;

  const wakeIdlers = () => {
    if (running || held.size > 0) return;
    for (const wake of idlers) wake();
    idlers = [];
  };
  const release = (delivery: Delivery) => {
    held.delete(delivery);
    wakeIdlers();
  };

  const runOne = async (batch: Delivery[]) => {
    try {
      await options.handle(batch);
    } catch (error) {
      retryHeld(
        batch.filter((delivery) => held.has(delivery)),
        error,
        options,
      );
    }
    options.onBatchDone?.();
  };
  const run = async () => {
    while (waiting.length > 0 && !closed) {
      const batch = waiting
        .splice(0, options.batch)
        .map((incoming) => handOver(incoming, options, release));
      for (const delivery of batch) held.add(delivery);
      await runOne(batch);
    }
    running = false;
    wakeIdlers();
  };

  return {
    offer(messages) {
      waiting.push(...messages);
      if (running || closed || waiting.length === 0) return;
      running = true;
      // One turn of the loop later, so that what arrives together is handed over together.
      setImmediate(() => void run());
    },
    withdraw: () => waiting.splice(0),
    close: () => void (closed = true),
    unsettled: () => waiting.length + held.size,
    idle: () =>
      running || held.size > 0
        ? new Promise<void>((resolve) => idlers.push(resolve))
        : Promise.resolve(),
  };
}

interface OpenDelivery extends Delivery {
  readonly attempts: number;
}

function handOver(
  incoming: Incoming,
  { retryDelaysMs, deliveryLimit }: IntakeOptions,
  release: (delivery: Delivery) => void,
): OpenDelivery {
  let open = true;
  const settle = (how: Settlement) => {
    if (!open) return;
    open = false;
    incoming.settle(how);
    release(delivery);
  };
  const { messageId, key, headers, body, attempts } = incoming;
  const delivery: OpenDelivery = {
    messageId,
    key,
    headers,
    body,
    attempts,
    redelivered: attempts > 1,
    ack: () => settle({ kind: 'ack' }),
    park: (reason) => settle({ kind: 'park', reason }),
    retry(delayMs, reason) {
      if (attempts >= deliveryLimit) {
        settle({ kind: 'park', reason: `${reason} (delivered ${attempts} times)` });
        return;
      }
      settle({ kind: 'retry', delayMs: roundUpDelay(delayMs, retryDelaysMs), reason });
    },
  };
  return delivery;
}

function retryHeld(batch: readonly Delivery[], error: unknown, options: IntakeOptions): void {
  options.log.warn({ err: error, messages: batch.length }, 'A handler of messages failed');
  const reason = reasonOf(error);
  for (const delivery of batch) {
    const { attempts } = delivery as OpenDelivery;
    delivery.retry(delayForAttempt(attempts, options.retryDelaysMs), reason);
  }
}
