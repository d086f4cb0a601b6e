import type { Broker, Delivery } from '../../src/messaging/broker.js';
import type { Topology } from '../../src/messaging/topology.js';
import { addressesOf } from '../simulation/addresses.js';
import { api } from './adapter.js';
import { attend, type Office } from './attend.js';
import { readErrand } from './errand.js';
import { guardedFetch, type Fetch } from './guarded-fetch.js';
import { httpClient } from './http-client.js';
import { createLanes } from './lanes.js';
import { orderServer } from './order-server.js';

/** What an operator sets of the bridge. */
export interface HttpSettings {
  /** For one request, from the connection to the last byte of its answer. */
  readonly timeoutMs: number;
  /** Between two looks at an order that is answered by polling; the bus rounds it up. */
  readonly pollEveryMs: number;
  /** Whether orders may go to addresses that are not on the public internet. */
  readonly allowPrivate: boolean;
}

/** What the bridge works with. */
export interface BridgeOptions {
  readonly broker: Pick<Broker, 'publish' | 'consume'>;
  readonly topology: Topology;
  readonly http: HttpSettings;
  /** How the gateway is reached from outside, for callbacks; '' turns callbacks into polling. */
  readonly publicUrl: string;
  /** A pino logger is one. */
  readonly log: Office['log'];
  /** Left out, one that enforces `allowPrivate`; another one has to judge addresses itself. */
  readonly fetch?: Fetch;
  readonly now?: () => Date;
}

/** The bridge at work. */
export interface Bridge {
  /** Takes no more, and resolves when what it had taken is settled. Leaves the broker open. */
  stop(): Promise<void>;
}

/** Unsettled at most: so many work orders are under way at once. */
const CONSUMER = { prefetch: 64, batch: 64 } as const;

/**
 * Starts the system at the far end of `api` work orders: it takes them from the bus and calls
 * TMF641 servers over HTTP. It has no memory: what it must know is at the server, or in messages.
 * A delivery is settled only when the broker has confirmed what is said of it. Any number may run.
 */
export async function startBridge(options: BridgeOptions): Promise<Bridge> {
  const { broker, topology, http, publicUrl, log, now = () => new Date() } = options;
  const { queue, exchange } = addressesOf(topology, api.name);
  const own = guardedFetch(http.allowPrivate);
  const desk = {
    server: orderServer(httpClient(options.fetch ?? own.fetch, http.timeoutMs)),
    pollEveryMs: http.pollEveryMs,
    publicUrl,
    deliveryLimit: topology.deliveryLimit,
  };
  const office: Office = {
    desk,
    broker,
    statuses: exchange,
    workOrders: topology.queues.find(({ name }) => name === queue)?.exchange ?? '',
    log,
    now,
  };
  const lanes = createLanes();
  const take = (delivery: Delivery): void => {
    const errand = readErrand(delivery);
    if ('faults' in errand) delivery.park(errand.faults.join('; '));
    else lanes.add(errand.workOrderId, () => attend(office, errand, delivery));
  };
  // Not awaited: a slow server holds up its own work orders, and no others.
  const consumer = await broker.consume(queue, CONSUMER, (batch) => {
    batch.forEach(take);
    return Promise.resolve();
  });
  log.info({ queue, allowPrivate: http.allowPrivate }, 'The bridge to HTTP consumes work orders');
  return {
    stop: async () => {
      await consumer.stop();
      own.close();
    },
  };
}
