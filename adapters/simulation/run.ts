import { join } from 'node:path';
import type { Broker } from '../../src/messaging/broker.js';
import type { Topology } from '../../src/messaging/topology.js';
import type { Adapter } from '../adapter.js';
import type { Behaviour } from './behaviour.js';
import { realWait } from './clock.js';
import { fileMemory } from './file-memory.js';
import type { SimulatorLog } from './log.js';
import { inMemory } from './memory.js';
import { seededRandom } from './random.js';
import { startSimulator, type Simulator } from './simulator.js';

/** What `turnup simulate`, and a gateway that simulates, know of their simulators. */
export interface RunOptions {
  readonly adapters: readonly Adapter[];
  readonly broker: Broker;
  readonly topology: Topology;
  readonly behaviour: Behaviour;
  /** Where each system keeps what it must remember over a restart; left out, it forgets. */
  readonly memoryDir?: string;
  readonly log: SimulatorLog;
}

/**
 * Runs a simulator for each of these adapters, in real time and with real chance (or that of the
 * seed, one sequence a system). Starts all or none. The broker stays the caller's to close.
 */
export async function runSimulator(options: RunOptions): Promise<Simulator> {
  const running: Simulator[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((simulator) => simulator.stop()));
  };
  try {
    for (const adapter of options.adapters) running.push(await runOne(options, adapter));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function runOne(options: RunOptions, adapter: Adapter): Promise<Simulator> {
  const { memoryDir, behaviour } = options;
  const memory =
    memoryDir === undefined
      ? inMemory()
      : await fileMemory(join(memoryDir, `simulated-${adapter.name}.jsonl`));
  const random = behaviour.seed === undefined ? Math.random : seededRandom(behaviour.seed);
  const now = () => new Date();
  const all = { ...options, adapter, memory, random, now, wait: realWait };
  try {
    const simulator = await startSimulator(all);
    return { stop: () => simulator.stop().finally(() => memory.close()) };
  } catch (error) {
    await memory.close();
    throw error;
  }
}
