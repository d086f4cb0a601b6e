import type { Command } from 'commander';
import { Argument, Option } from 'commander';
import { adapterNamed, SIMULATED } from '../../adapters/index.js';
import { parseBehaviour, SIMULATOR_OPTIONS } from '../../adapters/simulation/cli-options.js';
import { runSimulator } from '../../adapters/simulation/run.js';
import { withDrivers } from './with-drivers.js';

/** `turnup simulate fsm …`: a downstream system in a process of its own, over RabbitMQ. */
export function simulateCommand(program: Command): void {
  const names = SIMULATED.map(({ name }) => name);
  const command = program
    .command('simulate')
    .description(
      'play downstream systems over RabbitMQ (AMQP_URL), as real ones would behave or misbehave',
    )
    .addArgument(new Argument('<system...>', 'which systems').choices([...names, 'all']))
    .option(
      '--memory <folder>',
      'where the systems remember their work over a restart (default: they forget)',
    );
  for (const { flag, meaning, default: value } of SIMULATOR_OPTIONS) {
    command.addOption(new Option(flag, `${meaning} (default: ${value})`));
  }
  command.action((systems: string[], options: Record<string, unknown>) =>
    simulate(command, systems, options),
  );
}

async function simulate(
  command: Command,
  systems: string[],
  options: Record<string, unknown>,
): Promise<void> {
  const behaviour = parseBehaviour(options);
  if ('faults' in behaviour) command.error(behaviour.faults.join('\n'), { exitCode: 2 });
  const adapters = systems.includes('all') ? SIMULATED : systems.map(adapterNamed);
  await withDrivers(async ({ broker, topology }, config, log) => {
    if (config.amqpUrl === '') throw new Error(NO_RABBIT);
    const memoryDir = options['memory'] as string | undefined;
    const running = await runSimulator({
      adapters,
      broker,
      topology,
      behaviour,
      log,
      ...(memoryDir !== undefined && { memoryDir }),
    });
    process.stdout.write(
      `simulating ${adapters.map(({ name }) => name).join(', ')}; Ctrl-C stops\n`,
    );
    await untilSignal();
    await running.stop();
    return 0;
  });
}

const NO_RABBIT =
  'AMQP_URL is not set: without RabbitMQ the gateway plays its systems itself (SIMULATE, SIMULATE_OPTIONS)';

function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
