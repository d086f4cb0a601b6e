import type {
  Broker,
  BrokerState,
  Delivery,
  ParkedMessage,
  Publication,
  Published,
} from '../../src/messaging/broker.js';
import { createIntake, type Incoming, type Intake } from '../../src/messaging/intake.js';
import { queuesFor } from '../../src/messaging/routing.js';
import type { Topology } from '../../src/messaging/topology.js';

/** A broker in this process's memory, with what tests want to see and to break. */
export interface MemoryBroker extends Broker {
  /** Everything that was confirmed, in order. */
  readonly published: readonly Publication[];
  /** The sizes of the publish calls that were confirmed. */
  readonly calls: readonly number[];
  /** How each settled delivery was settled, in order. */
  readonly settled: readonly { readonly messageId: string; readonly how: string }[];
  /** The next `times` publish calls are rejected. */
  failPublish(times: number): void;
  /** Resolves when a look at what was published finds what it wants. */
  until(look: (published: readonly Publication[]) => boolean): Promise<void>;
  /** Resolves when nothing is waiting, handled or unsettled on any queue that is consumed. */
  idle(): Promise<void>;
}

interface Line {
  readonly waiting: Incoming[];
  readonly parked: ParkedMessage[];
  intake?: Intake;
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/** Nothing survives it, and delays of retries are skipped; for all else it is a Broker. */
export function memoryBroker(topology: Topology): MemoryBroker {
  const lines = new Map<string, Line>(
    topology.queues.map(({ name }) => [name, { waiting: [], parked: [] }]),
  );
  const published: Publication[] = [];
  const calls: number[] = [];
  const settled: { messageId: string; how: string }[] = [];
  let watchers: (() => void)[] = [];
  let failures = 0;

  const lineOf = (queue: string): Line => {
    const line = lines.get(queue);
    if (!line) throw new Error(`There is no queue ${queue}`);
    return line;
  };
  const changed = () => {
    for (const watch of [...watchers]) watch();
  };
  const enqueue = (queue: string, message: Publication, attempts: number): void => {
    const line = lineOf(queue);
    const body = Buffer.from(JSON.stringify(message.body));
    const incoming: Incoming = {
      ...message,
      body,
      attempts,
      settle: (how) => {
        settled.push({ messageId: message.messageId, how: how.kind });
        if (how.kind === 'retry') enqueue(queue, message, attempts + 1);
        if (how.kind === 'park') line.parked.push(asParked(queue, message, how.reason));
        setImmediate(changed);
      },
    };
    if (line.intake) line.intake.offer([incoming]);
    else line.waiting.push(incoming);
  };
  const publishOne = (message: Publication): Published => {
    const queues = queuesFor(topology, message.exchange, message.key);
    for (const { name } of queues) enqueue(name, message, 1);
    if (queues.length > 0) published.push(message);
    return {
      messageId: message.messageId,
      outcome: queues.length > 0 ? 'confirmed' : 'unroutable',
    };
  };
  const until = (is: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watch = () => {
        if (!is()) return;
        watchers = watchers.filter((other) => other !== watch);
        resolve();
      };
      watchers.push(watch);
      watch();
    });
  const isIdle = () => [...lines.values()].every(({ intake }) => (intake?.unsettled() ?? 0) === 0);
  const state: BrokerState = { connected: true, since: new Date(0) };

  return {
    name: 'embedded',
    published,
    calls,
    settled,
    failPublish: (times) => (failures = times),
    until: (look) => until(() => look(published)),
    idle: () => until(isIdle),
    publish: async (messages) => {
      if (failures > 0) {
        failures -= 1;
        throw new Error('The broker cannot be reached');
      }
      const outcomes = messages.map(publishOne);
      calls.push(messages.length);
      setImmediate(changed);
      return Promise.resolve(outcomes);
    },
    consume: (queue, { batch }, handle) => {
      const line = lineOf(queue);
      const { retryDelaysMs, deliveryLimit } = topology;
      const limits = { batch, retryDelaysMs, deliveryLimit, log: SILENT };
      const counted = (deliveries: Delivery[]) => handle(deliveries).finally(changed);
      const intake = createIntake({ ...limits, handle: counted });
      line.intake = intake;
      intake.offer(line.waiting.splice(0));
      return Promise.resolve({
        stop: async () => {
          line.waiting.push(...intake.withdraw());
          delete line.intake;
          await intake.idle();
        },
      });
    },
    state: () => state,
    onStateChange: () => undefined,
    depths: () =>
      Promise.resolve(
        Object.fromEntries(
          [...lines].map(([name, { waiting, parked }]) => [
            name,
            { ready: waiting.length, parked: parked.length },
          ]),
        ),
      ),
    parked: (queue, limit) => Promise.resolve(lineOf(queue).parked.slice(0, limit)),
    replay: (queue, messageId) => {
      const { parked } = lineOf(queue);
      const at = parked.findIndex((message) => message.messageId === messageId);
      const [message] = at < 0 ? [] : parked.splice(at, 1);
      if (message) enqueue(queue, { ...message, exchange: '', body: JSON.parse(message.body) }, 1);
      return Promise.resolve(message !== undefined);
    },
    close: async () => {
      for (const { intake } of lines.values()) await intake?.idle();
    },
  };
}

const asParked = (queue: string, message: Publication, reason: string): ParkedMessage => ({
  queue,
  messageId: message.messageId,
  key: message.key,
  headers: message.headers,
  body: JSON.stringify(message.body),
  reason,
  at: new Date(0).toISOString(),
});
