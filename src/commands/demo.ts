import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { createApp } from '../app.js';
import { readConfig } from '../config.js';
import { runDemo, SIMULATION } from '../demo/run.js';
import { openDrivers } from '../drivers.js';
import { createLog } from '../log.js';

interface DemoOptions {
  readonly keep?: boolean;
  readonly json?: boolean;
  readonly url?: string;
}

/**
 * `turnup demo`: a catalog, an order and its journey, on a gateway of its own unless --url names
 * one.
 */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description(
      'load a catalog, place an order for three sites and watch it become active services',
    )
    .option('--keep', 'stay up afterwards, to look around')
    .option('--json', 'print the finished journey as one JSON object, and nothing else')
    .option('--url <url>', 'use a running gateway; its fsm must be simulated')
    .action(async (options: DemoOptions) => {
      process.exitCode = await runDemo({
        keep: options.keep ?? false,
        json: options.json ?? false,
        out: process.stdout,
        err: process.stderr,
        isTTY: process.stdout.isTTY === true,
        ...(options.url === undefined ? { startGateway: startFresh } : { baseUrl: options.url }),
      });
    });
}

/**
 * A gateway on embedded defaults, in a fresh data folder that goes when it stops; its log tells
 * warnings alone.
 */
async function startFresh(): Promise<{ url: string; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnup-demo-'));
  const config = readConfig({
    DATA_DIR: dataDir,
    PORT: String(readConfig({ PORT: '0', ...process.env }).port),
    LOG_LEVEL: 'warn',
    SIMULATE_OPTIONS: SIMULATION,
  });
  const app = await createApp(
    config,
    await openDrivers(config, createLog(config.logLevel, process.stderr)),
  );
  const { url, ready } = await app.listen();
  await ready;
  const stop = async () => {
    await app.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  return { url, stop };
}
