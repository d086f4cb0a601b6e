import { setTimeout as delay } from 'node:timers/promises';
import type { Channel, ConsumeMessage } from 'amqplib';
import { backoffMs } from '../backoff.js';
import type { Incoming, Settlement } from '../intake.js';
import type { Log } from '../log.js';
import { createAcks } from './acks.js';
import { retryQueue } from './names.js';
import type { Publisher } from './publisher.js';
import { attemptsOf, keyOf, parked, retried, textHeadersOf } from './wire.js';
import type { WireMessage } from './wire.js';

const MOVE_ATTEMPTS = 5;
const MOVE_AGAIN = { baseMs: 200, maxMs: 2_000 };

/** What a session needs to know of the queue that it consumes. */
export interface SessionOptions {
  readonly queue: string;
  readonly parkedIn: string;
  readonly publisher: Publisher;
  readonly log: Log;
  readonly now: () => Date;
}

/** The deliveries of one consuming channel; what is settled after its end is dropped. */
export interface Session {
  /** Notes a delivery; the answer settles itself on this channel. */
  receive(message: ConsumeMessage): Incoming;
  /** Gives a delivery back to its queue, in its place. */
  giveBack(message: Incoming): void;
  /** Resolves when every settlement is on its way to the broker. */
  settled(): Promise<void>;
}

/** For a channel that has just been opened. */
export function createSession(channel: Channel, options: SessionOptions): Session {
  const { publisher, log } = options;
  const acks = createAcks(channel);
  const moving = new Set<Promise<void>>();
  const tags = new WeakMap<Incoming, number>();

  const move = async (tag: number, message: WireMessage) => {
    const outcome = await moveTo(message, publisher, acks.alive);
    if (outcome === 'confirmed') return acks.done(tag);
    log.error({ to: message.key, outcome }, 'A message could not be moved to another queue');
    // What our own publishing cannot move, the broker's dead lettering can.
    acks.giveBack(tag, outcome === 'unknown');
  };
  const settle = (tag: number, message: ConsumeMessage, how: Settlement) => {
    if (how.kind === 'ack') return acks.done(tag);
    if (!acks.alive()) return;
    const moved = move(tag, movedMessage(message, how, options));
    moving.add(moved);
    void moved.then(() => moving.delete(moved));
  };

  return {
    receive(message) {
      const tag = message.fields.deliveryTag;
      acks.open(tag);
      const incoming: Incoming = {
        messageId: messageIdOf(message),
        key: keyOf(message),
        headers: textHeadersOf(message),
        body: message.content,
        attempts: attemptsOf(message),
        settle: (how) => settle(tag, message, how),
      };
      tags.set(incoming, tag);
      return incoming;
    },
    giveBack(incoming) {
      const tag = tags.get(incoming);
      if (tag !== undefined) acks.giveBack(tag, true);
    },
    async settled() {
      await Promise.all(moving);
      acks.flush();
    },
  };
}

/**
 * Publishing may be away for a moment longer than consuming; a return at once would only come back
 * at once.
 */
async function moveTo(message: WireMessage, publisher: Publisher, wanted: () => boolean) {
  for (let attempt = 1; attempt <= MOVE_ATTEMPTS && wanted(); attempt += 1) {
    try {
      const [outcome] = await publisher.publish([message]);
      return outcome ?? 'unknown';
    } catch {
      await delay(backoffMs(attempt, MOVE_AGAIN, Math.random()));
    }
  }
  return 'unknown';
}

function movedMessage(
  message: ConsumeMessage,
  how: Exclude<Settlement, { kind: 'ack' }>,
  { queue, parkedIn, now }: SessionOptions,
): WireMessage {
  return how.kind === 'park'
    ? parked(message, parkedIn, how.reason, now())
    : retried(message, retryQueue(queue, how.delayMs), how.reason);
}

const messageIdOf = (message: ConsumeMessage): string => {
  const id: unknown = message.properties.messageId;
  return typeof id === 'string' ? id : '';
};
