import type { Broker, Consumer, Delivery } from '../../src/messaging/broker.js';
import type { Topology } from '../../src/messaging/topology.js';
import { addressesOf } from './addresses.js';
import { startAgenda } from './agenda.js';
import type { Wait } from './clock.js';
import { finishAll, handleBatch, schedule, type DeskOptions } from './desk.js';
import type { SimulatorLog } from './log.js';
import { senderTo } from './sender.js';

/** What a simulator works with; it knows nothing of Turnup but the bus. */
export interface SimulatorOptions extends DeskOptions {
  readonly broker: Pick<Broker, 'publish' | 'consume'>;
  readonly topology: Topology;
  readonly wait: Wait;
  readonly log: SimulatorLog;
}

/** A simulated system at work. */
export interface Simulator {
  /**
   * Takes no more, and resolves when what it had taken is settled. Leaves memory and broker open.
   */
  stop(): Promise<void>;
}

/** Unsettled at most, and handled together at most: one sync and one publish for each batch. */
const CONSUMER = { prefetch: 400, batch: 200 } as const;

/**
 * Starts a simulated downstream system: it consumes its work orders and sends statuses. Remembers
 * before it speaks and settles a delivery only when its statuses are confirmed, so that a killed
 * one, started again on its memory, acts on nothing twice and owes no status.
 */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const { adapter, broker, topology, behaviour, memory, now, wait, log } = options;
  const { queue, exchange } = addressesOf(topology, adapter.name);
  const traceOf = (workOrderId: string) => memory.get(workOrderId)?.traceparent;
  const send = senderTo({ broker, exchange, adapter, now, traceOf });
  const agenda = startAgenda(now, wait, (ids) =>
    finishAll(options, send, ids).catch((err: unknown) => {
      log.warn({ err, queue }, 'A simulated system could not say that work is done; it will again');
      throw err;
    }),
  );
  for (const record of memory.all()) schedule(agenda, record, now());
  const handle = (batch: Delivery[]) => handleBatch(options, send, agenda, batch);

  const away = new AbortController();
  let consumer: Consumer | undefined;
  const attend = async (): Promise<void> => {
    if (behaviour.downMs > 0) await wait(behaviour.downMs, away.signal);
    if (away.signal.aborted) return;
    consumer = await broker.consume(queue, CONSUMER, handle);
    log.info({ queue }, 'A simulated system consumes its work orders');
  };
  const attending = attend().catch(async (err: unknown) => {
    if (away.signal.aborted) return;
    log.warn({ err, queue }, 'A simulated system could not come up');
    await agenda.stop();
    throw err;
  });
  // One that is down comes up by itself, later; who starts it does not wait for that.
  if (behaviour.downMs > 0) attending.catch(() => undefined);
  else await attending;

  return {
    stop: async () => {
      away.abort();
      await Promise.allSettled([attending]);
      await consumer?.stop();
      await agenda.stop();
    },
  };
}
