import type { Adapter } from '../adapters/adapter.js';
import { SIMULATED } from '../adapters/index.js';
import { parseOptionText } from '../adapters/simulation/option-text.js';
import { runSimulator } from '../adapters/simulation/run.js';
import { ConfigError, type Config } from './config.js';
import type { Drivers } from './drivers.js';

/** The simulators that run inside the gateway's process. */
export interface InProcess {
  /** Their names, for the start-up line. */
  readonly names: readonly string[];
  start(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Downstream systems played inside this process, for trying out: all of them with the embedded
 * broker, none with RabbitMQ, unless SIMULATE says otherwise. Throws ConfigError for names or
 * options that do not exist.
 */
export function inProcessSimulators(config: Config, drivers: Drivers): InProcess {
  const adapters = wanted(config);
  const behaviour = parseOptionText(config.simulateOptions);
  if ('faults' in behaviour)
    throw new ConfigError(behaviour.faults.map((fault) => `SIMULATE_OPTIONS: ${fault}`));
  let running: { stop(): Promise<void> } | undefined;
  return {
    names: adapters.map(({ name }) => name),
    async start() {
      const { broker, topology, log } = drivers;
      running = await runSimulator({
        adapters,
        broker,
        topology,
        behaviour,
        log,
        memoryDir: config.dataDir,
      });
    },
    async stop() {
      await running?.stop();
    },
  };
}

function wanted({ simulate, amqpUrl }: Config): readonly Adapter[] {
  const said = simulate.length > 0 ? simulate : [amqpUrl === '' ? 'all' : 'none'];
  if (said.includes('none')) return [];
  if (said.includes('all')) return SIMULATED;
  const unknown = said.filter((name) => !SIMULATED.some((adapter) => adapter.name === name));
  if (unknown.length > 0) {
    const known = SIMULATED.map(({ name }) => name).join(', ');
    throw new ConfigError(
      unknown.map((name) => `SIMULATE: ${name} cannot be simulated; all, none, ${known} can`),
    );
  }
  return SIMULATED.filter(({ name }) => said.includes(name));
}
