import type { Channel, Message } from 'amqplib';
import { createLedger } from './ledger.js';

/**
 * Settles the deliveries of one channel by their tags, many acknowledgements in one. When the
 * channel is gone every call does nothing: the broker hands those messages out again, and a tag of
 * an old channel would close a new one.
 */
export interface Acks {
  open(tag: number): void;
  /** Acknowledges at the end of this turn of the loop, together with others. */
  done(tag: number): void;
  /** Back to its place in the queue, or (`requeue` false) to the dead letters. */
  giveBack(tag: number, requeue: boolean): void;
  /** Acknowledges now what is done. */
  flush(): void;
  /** False once the channel is gone. */
  alive(): boolean;
}

/** For a channel with one consumer, so that its tags are in order. */
export function createAcks(channel: Channel): Acks {
  const ledger = createLedger();
  let alive = true;
  let scheduled = false;
  channel.once('close', () => (alive = false));

  const send = (order: () => void) => {
    try {
      if (alive) order();
    } catch {
      // Closing, and not yet closed: as good as gone.
      alive = false;
    }
  };
  const flush = () => {
    scheduled = false;
    const { upTo, singles } = ledger.take();
    send(() => {
      if (upTo !== undefined) channel.ack(tagged(upTo), true);
      for (const tag of singles) channel.ack(tagged(tag), false);
    });
  };

  return {
    open: (tag) => ledger.open(tag),
    done(tag) {
      ledger.done(tag);
      if (scheduled) return;
      scheduled = true;
      setImmediate(flush);
    },
    giveBack(tag, requeue) {
      ledger.forget(tag);
      send(() => channel.nack(tagged(tag), false, requeue));
    },
    flush,
    alive: () => alive,
  };
}

/** amqplib asks for a message and reads its tag alone. */
const tagged = (deliveryTag: number): Message => ({ fields: { deliveryTag } }) as Message;
