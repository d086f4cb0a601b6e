import type { Database } from '../db/database.js';
import type { Unit, Units } from '../documents/unit.js';
import type { Broker, Consumer, Delivery } from './broker.js';
import { createPatience } from './database-patience.js';
import { createInboxLane } from './inbox-lane.js';
import { receive } from './inbox-message.js';
import type { InboxMessage, Received } from './inbox-message.js';
import { createLanes } from './lanes.js';
import type { Log } from './log.js';
import { createOutage } from './outage.js';
import { createRedeliveries } from './redelivery.js';

/** What the inbox works with. */
export interface InboxOptions {
  readonly units: Units;
  readonly database: Database;
  readonly broker: Broker;
  readonly queue: string;
  readonly log: Log;
  readonly now: () => Date;
  /**
   * Applies messages that nobody has applied before, in the order in which they came. Everything in
   * the unit; it may be called again for the same messages.
   */
  readonly handle: (unit: Unit, messages: InboxMessage[]) => Promise<void>;
  /** Messages of one unit at most; 100 if left out. */
  readonly batch?: number;
  /** Units at once; 1 where the database has one writer. */
  readonly lanes: number;
}

/**
 * Consumes the queue of status messages.
 *
 * Promises: each message id is applied once; messages of one subject are applied in order as long
 * as none of them fails; a message is acknowledged after the commit; one that cannot be applied,
 * or ends the process, is parked and holds up nobody. While the database is away nothing is lost
 * and nothing counts as tried.
 */
export interface Inbox {
  start(): Promise<void>;
  /** Resolves when what was taken is settled. */
  stop(): Promise<void>;
}

/** Messages in hand at most: all of them come again when the process dies. */
const PREFETCH_LIMIT = 1_000;

/** Consumes nothing until it is started. */
export function createInbox(options: InboxOptions): Inbox {
  const { database, broker, queue, log, lanes: count, batch = 100 } = options;
  const outage = createOutage('The inbox', 'the database does not answer', log);
  const patience = createPatience(database, outage);
  const redeliveries = createRedeliveries(database, options.now);
  const lane = createInboxLane({ ...options, redeliveries, patience });
  const lanes = createLanes<Received>({ count, batch, run: (received) => lane.run(received) });
  let consumer: Consumer | undefined;

  const take = async (deliveries: Delivery[]) => {
    for (const delivery of deliveries) {
      const received = receive(delivery);
      if ('fault' in received) {
        log.warn({ messageId: delivery.messageId, key: delivery.key }, received.fault);
        delivery.park(received.fault);
      } else lanes.push(received.subject, received);
    }
  };

  return {
    async start() {
      const prefetch = Math.min(PREFETCH_LIMIT, 2 * batch * count);
      consumer = await broker.consume(queue, { prefetch, batch }, take);
    },
    async stop() {
      patience.giveUp();
      await consumer?.stop();
    },
  };
}
