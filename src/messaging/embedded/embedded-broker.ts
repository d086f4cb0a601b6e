import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Database } from '../../db/database.js';
import type { Broker, Publication, Published } from '../broker.js';
import type { Log } from '../log.js';
import { reasonOf } from '../reason.js';
import { canBeSent, queuesFor } from '../routing.js';
import { createStateCell } from '../state-cell.js';
import type { Queue, Topology } from '../topology.js';
import { BrokerUnavailable } from '../unavailable.js';
import { startEmbeddedConsumer } from './consumer.js';
import type { EmbeddedConsumer } from './consumer.js';
import { watchDatabase } from './database-watch.js';
import { createMessageStore } from './store.js';
import type { MessageStore } from './store.js';

/** What the embedded broker stands on. */
export interface EmbeddedBrokerOptions {
  readonly database: Database;
  readonly topology: Topology;
  readonly log: Log;
  readonly now: () => Date;
  /** Who claims messages, unique among all brokers on the database; made up if left out. */
  readonly holder?: string;
  /**
   * How long a claimed message belongs to its process without a sign of life; 10 seconds if left
   * out. A message whose process died comes back after it.
   */
  readonly claimMs?: number;
  /** How often a consumer looks for messages that no publisher of its process told it of; 1 s. */
  readonly pollMs?: number;
}

const CLAIM_MS = 10_000;
const POLL_MS = 1_000;

/**
 * The broker contract on the database: the row is the message, memory only wakes consumers. For
 * machines without a broker and for trying out; several processes may share it.
 */
export function createEmbeddedBroker(options: EmbeddedBrokerOptions): Broker {
  const { database, topology, log, now, claimMs = CLAIM_MS, pollMs = POLL_MS } = options;
  const state = createStateCell('embedded', log, now);
  const { holder = `${hostname()}:${process.pid}:${randomUUID()}` } = options;
  const store = createMessageStore({ database, now, holder, claimMs });
  const consumers = new Map<EmbeddedConsumer, string>();
  let closed = false;

  const wake = (queue?: string) => {
    for (const [consumer, its] of consumers) if (!queue || its === queue) consumer.wake();
  };
  const watch = watchDatabase({ database, state, pollMs, onBack: wake });
  const looked = watch.look();

  return {
    name: 'embedded',
    async publish(messages) {
      if (closed) throw new BrokerUnavailable('it is closed');
      const routed = messages.flatMap((message) => routesOf(topology, message));
      if (routed.length > 0) await store.insert(routed).catch(unavailable);
      for (const queue of new Set(routed.map((route) => route.queue.name))) wake(queue);
      const taken = new Set(routed.map(({ message }) => message));
      return messages.map((message): Published => {
        const outcome = taken.has(message) ? 'confirmed' : 'unroutable';
        return { messageId: message.messageId, outcome };
      });
    },
    async consume(queue, wanted, handle) {
      mustKnow(topology, queue);
      await looked;
      const { onAway } = watch;
      const consumer = startEmbeddedConsumer({
        ...wanted,
        store,
        queue,
        topology,
        claimMs,
        pollMs,
        log,
        handle,
        onAway,
      });
      consumers.set(consumer, queue);
      return {
        async stop() {
          await consumer.stop();
          consumers.delete(consumer);
        },
      };
    },
    state: () => state.read(),
    onStateChange: (listen) => state.onChange(listen),
    depths: () => depthsOf(store, topology),
    parked: (queue, limit) => store.parked(queue, limit),
    async replay(queue, messageId) {
      const replayed = await store.replay(queue, messageId);
      if (replayed) wake(queue);
      return replayed;
    },
    async close() {
      closed = true;
      await Promise.all([...consumers.keys()].map((consumer) => consumer.stop()));
      await watch.stop();
      state.end();
    },
  };

  function unavailable(error: unknown): never {
    watch.onAway(error);
    throw new BrokerUnavailable(reasonOf(error));
  }
}

async function depthsOf(store: MessageStore, { queues }: Topology) {
  const found = new Map((await store.depths()).map((depth) => [depth.queue, depth]));
  const depths: Record<string, { ready: number; parked: number }> = {};
  for (const { name } of queues) {
    const { ready, parked } = found.get(name) ?? { ready: 0, parked: 0 };
    depths[name] = { ready: Number(ready), parked: Number(parked) };
  }
  return depths;
}

function mustKnow({ queues }: Topology, name: string): void {
  if (queues.some((queue) => queue.name === name)) return;
  throw new Error(`There is no queue ${name} in the topology`);
}

function routesOf(
  topology: Topology,
  message: Publication,
): { message: Publication; queue: Queue }[] {
  if (!canBeSent(topology, message)) return [];
  return queuesFor(topology, message.exchange, message.key).map((queue) => ({ message, queue }));
}
