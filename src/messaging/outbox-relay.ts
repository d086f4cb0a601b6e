import type { Database } from '../db/database.js';
import type { Broker } from './broker.js';
import { createHeldLease } from './lease.js';
import type { Log } from './log.js';
import { createOutage } from './outage.js';
import { relayBatch } from './outbox-batch.js';
import { hasUnsent } from './outbox-rows.js';
import { sweepMessages } from './sweep.js';
import { workOrdersExchange } from './topology.js';
import type { Topology } from './topology.js';
import { createWaker } from './waker.js';

/** What the relay works with. */
export interface OutboxRelayOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly topology: Topology;
  /** This process, in the lease. */
  readonly holder: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Messages published and marked together at most; 200 if left out. */
  readonly batch?: number;
  /** How long a relay that says nothing keeps others out; 5 seconds if left out. */
  readonly leaseMs?: number;
  /** How often to look without being woken; 1 second if left out. */
  readonly pollMs?: number;
}

/** Takes what the outbox holds to the broker: one process at a time, the others stand by. */
export interface OutboxRelay {
  /** Something was written to the outbox. */
  wake(): void;
  /**
   * Sends one batch and answers how many left; 0 when there is none, when another process relays,
   * or when the broker is away. Rejects when the database fails.
   */
  relayNext(): Promise<number>;
  start(): void;
  /** Resolves when nothing is under way, and lets another process relay. */
  stop(): Promise<void>;
  /** Deletes what was sent or seen longer ago, a bounded number; answers how many. */
  sweep(olderThanMs: number): Promise<number>;
}

const LEASE = 'outbox-relay';
const NOTHING = { sent: 0, noted: 0 };

/**
 * Promises: a row is marked only when the broker has confirmed its message; messages of one subject
 * leave in the order in which they were written, also behind one that no queue takes; nothing that
 * was committed is skipped. A message may leave twice when a process dies or the lease lapses.
 */
export function createOutboxRelay(options: OutboxRelayOptions): OutboxRelay {
  const { database, broker, log, now, batch = 200, leaseMs = 5_000, pollMs = 1_000 } = options;
  const exchange = workOrdersExchange(options.topology.prefix);
  const lease = createHeldLease(database, LEASE, options.holder, leaseMs, now);
  const brokerOutage = createOutage('The outbox', 'the message broker is away', log);
  const databaseOutage = createOutage('The outbox', 'the database fails', log);
  let running = false;

  const standBy = async (reason: unknown) => {
    brokerOutage.begin(reason);
    // Another process may reach the broker.
    await lease.release();
    return NOTHING;
  };
  const relayOnce = async () => {
    const { connected, reason } = broker.state();
    if (!connected && brokerOutage.isOn()) return standBy(reason);
    if (!lease.isFresh() && !(await hasUnsent(database, now().toISOString()))) return NOTHING;
    if (!(await lease.hold())) return NOTHING;
    const done = await relayBatch({ database, broker, exchange, log, now, batch });
    if (done.away) await standBy(done.away);
    else brokerOutage.end();
    return done;
  };
  const relayAll = async () => {
    try {
      for (let noted = 1; running && noted > 0;) ({ noted } = await relayOnce());
      databaseOutage.end();
    } catch (error) {
      databaseOutage.begin(error);
    }
  };
  const waker = createWaker(pollMs, relayAll);
  const wake = () => {
    if (running) waker.now();
  };
  broker.onStateChange(wake);

  return {
    wake,
    relayNext: async () => (await relayOnce()).sent,
    start() {
      running = true;
      wake();
    },
    async stop() {
      running = false;
      await waker.stop();
      await lease.release().catch((err: unknown) => log.debug({ err }, 'A lease was not released'));
    },
    sweep: (olderThanMs) => sweepMessages(database, new Date(now().getTime() - olderThanMs)),
  };
}
