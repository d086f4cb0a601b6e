import type { Adapter, StatusReport } from '../../../../adapters/adapter.js';
import { adapterNamed, ADAPTERS } from '../../../../adapters/index.js';
import { workOrderKey, type WorkOrderVerb } from '../../../../adapters/keys.js';
import { WELL_BEHAVED, type Behaviour } from '../../../../adapters/simulation/behaviour.js';
import { inMemory, type SimulatorMemory } from '../../../../adapters/simulation/memory.js';
import { seededRandom } from '../../../../adapters/simulation/random.js';
import { startSimulator, type Simulator } from '../../../../adapters/simulation/simulator.js';
import type { Publication } from '../../../../src/messaging/broker.js';
import { topologyOf, workOrdersExchange } from '../../../../src/messaging/topology.js';
import type { JsonObject } from '../../../../openapi/json.js';
import { memoryBroker, type MemoryBroker } from '../../../support/memory-broker.js';
import { SAMPLE_TASK } from '../sample-task.js';
import { manualClock, type ManualClock } from './manual-clock.js';

/** A simulated system on a broker in memory, seen from Turnup's side. */
export interface Bench {
  readonly adapter: Adapter;
  readonly broker: MemoryBroker;
  readonly clock: ManualClock;
  readonly memory: SimulatorMemory;
  readonly simulator: Simulator;
  /** Sends verbs to work orders, all in one publish call. */
  send(...orders: readonly Order[]): Promise<void>;
  /** What the system has said so far, read by its adapter. */
  reports(): StatusReport[];
  /** `changed inProgress 1` and so on, for one work order or for all. */
  said(workOrderId?: string): string[];
  /** Resolves when the system has said so many things. */
  untilSaid(count: number): Promise<void>;
}

export interface Order {
  readonly id: string;
  readonly verb?: WorkOrderVerb;
  readonly revision?: number;
  readonly task?: string;
  readonly headers?: Record<string, string>;
}

export interface BenchOptions {
  readonly name?: string;
  readonly behaviour?: Partial<Behaviour>;
  readonly memory?: SimulatorMemory;
  readonly broker?: MemoryBroker;
  readonly clock?: ManualClock;
}

export const TOPOLOGY = topologyOf(
  ADAPTERS.map(({ name }) => name),
  'bench',
);

export async function startBench(options: BenchOptions = {}): Promise<Bench> {
  const adapter = adapterNamed(options.name ?? 'fsm');
  const broker = options.broker ?? memoryBroker(TOPOLOGY);
  const clock = options.clock ?? manualClock();
  const memory = options.memory ?? inMemory();
  let ids = 0;
  const simulator = await startSimulator({
    adapter,
    broker,
    topology: TOPOLOGY,
    behaviour: { ...WELL_BEHAVED, ...options.behaviour },
    random: seededRandom(options.behaviour?.seed ?? 1),
    now: clock.now,
    wait: clock.wait,
    memory,
    log: { info: () => undefined, warn: () => undefined },
    newId: () => `status-${(ids += 1)}`,
  });
  const statuses = () => broker.published.filter(({ key }) => !isCommand(adapter, key));
  const reports = () => statuses().map((status) => readOrThrow(adapter, status));
  return {
    adapter,
    broker,
    clock,
    memory,
    simulator,
    reports,
    send: async (...orders) => {
      await broker.publish(orders.map((order) => publicationOf(adapter, order)));
    },
    said: (workOrderId) =>
      reports()
        .filter((report) => workOrderId === undefined || report.workOrderId === workOrderId)
        .map(({ type, state, sequence }) => `${type} ${state} ${sequence}`),
    untilSaid: (count) => broker.until(() => statuses().length >= count),
  };
}

let sent = 0;

/** A command as Turnup sends it. */
export function publicationOf(adapter: Adapter, order: Order): Publication {
  const { id, verb = 'create', revision = 1, task = 'install', headers = {} } = order;
  const body: JsonObject = adapter[verb]({ ...SAMPLE_TASK, workOrderId: id, revision, task });
  return {
    messageId: `command-${(sent += 1)}`,
    exchange: workOrdersExchange('bench'),
    key: workOrderKey(adapter, verb),
    headers,
    body,
  };
}

const isCommand = (adapter: Adapter, key: string): boolean =>
  (['create', 'cancel', 'ask'] as const).some((verb) => workOrderKey(adapter, verb) === key);

function readOrThrow(adapter: Adapter, { key, body }: Publication): StatusReport {
  const report = adapter.read(key, JSON.parse(JSON.stringify(body)) as JsonObject);
  if ('faults' in report) throw new Error(report.faults.join('; '));
  return report;
}
