import { IllegalOperationError } from 'amqplib';
import type { ConfirmChannel, Message } from 'amqplib';
import type { Published } from '../broker.js';
import type { Log } from '../log.js';
import { BrokerUnavailable } from '../unavailable.js';
import type { WireMessage } from './wire.js';

/** More than this unconfirmed gains nothing and costs memory on both sides. */
const WINDOW = 500;

/** Never a rejection: while others are still being sent nobody would be there to catch it. */
export type Outcome = Published['outcome'] | BrokerUnavailable;

/** The unconfirmed messages of one confirm channel. */
export interface Confirms {
  open(): boolean;
  /** True while nothing more should be sent: wait for `room`. */
  full(): boolean;
  room(): Promise<void>;
  send(message: WireMessage): Promise<Outcome>;
  /** Gives up everything unconfirmed; later calls of `send` answer the same. */
  end(reason: string): void;
}

/** For a confirm channel on which nobody else publishes. */
export function createConfirms(channel: ConfirmChannel, log: Log): Confirms {
  const pending = new Set<(outcome: Outcome) => void>();
  const returned = new Map<string, number>();
  let waiting: (() => void)[] = [];
  let draining = false;
  let ended: BrokerUnavailable | undefined;

  const full = () => !ended && (draining || pending.size >= WINDOW);
  const wake = () => {
    if (full()) return;
    for (const resume of waiting) resume();
    waiting = [];
  };
  const end = (reason: string) => {
    ended ??= new BrokerUnavailable(reason);
    for (const settle of [...pending]) settle(ended);
    wake();
  };

  // An unroutable message is returned first and then confirmed as if all were well.
  channel.on('return', (message) => count(returned, returnKey(message)));
  channel.on('drain', () => {
    draining = false;
    wake();
  });
  // Before amqplib's own listener, which would report each unconfirmed message as if the broker had
  // refused it.
  channel.prependListener('close', () => end('the connection was lost'));

  const write = (message: WireMessage, settle: (outcome: Outcome) => void) => {
    const { exchange, key, content, options } = message;
    const went = channel.publish(exchange, key, content, options, (error: unknown) => {
      if (error) return settle('refused');
      const id = `${exchange} ${key} ${options.messageId}`;
      settle(takeOne(returned, id) ? 'unroutable' : 'confirmed');
    });
    if (!went) draining = true;
  };

  return {
    open: () => !ended,
    full,
    room: () => (full() ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    end,
    send: (message) =>
      new Promise((resolve) => {
        if (ended) return resolve(ended);
        const settle = (outcome: Outcome) => {
          pending.delete(settle);
          resolve(outcome);
          wake();
        };
        pending.add(settle);
        try {
          write(message, settle);
        } catch (error) {
          settle(whyNotSent(error, log));
        }
      }),
  };
}

/**
 * A closed channel throws on publishing; anything else says that this message cannot be encoded.
 */
function whyNotSent(error: unknown, log: Log): Outcome {
  if (error instanceof IllegalOperationError) return new BrokerUnavailable(error.message);
  log.error({ err: error }, 'A message cannot be written to the wire');
  return 'refused';
}

/** Which message a return speaks of: an id sent twice to the same key is returned twice. */
function returnKey({ fields, properties }: Message): string {
  return `${fields.exchange} ${fields.routingKey} ${String(properties.messageId)}`;
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function takeOne(counts: Map<string, number>, key: string): boolean {
  const present = counts.get(key) ?? 0;
  if (present === 0) return false;
  if (present === 1) counts.delete(key);
  else counts.set(key, present - 1);
  return true;
}
