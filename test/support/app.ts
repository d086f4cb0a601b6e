import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { pino } from 'pino';
import { ADAPTERS } from '../../adapters/index.js';
import { createApp, type App } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { openDrivers, type Drivers } from '../../src/drivers.js';
import { topologyOf } from '../../src/messaging/topology.js';
import { apiAt, type Api } from './api.js';
import { removeFromRabbit } from './rabbit.js';
import { AMQP_URL, DATABASE_URL } from './services.js';

/** A gateway inside the test's process, on names of its own; everything goes when it stops. */
export interface TestApp {
  readonly url: string;
  readonly api: Api;
  readonly drivers: Drivers;
  stop(): Promise<void>;
}

/** What it runs on, and settings over the defaults of a test. */
export interface TestAppOptions {
  readonly on?: 'embedded' | 'real';
  readonly env?: Readonly<Record<string, string>>;
}

let count = 0;

/**
 * Starts a gateway: SQLite and the embedded broker, or (`real`) PostgreSQL and RabbitMQ with
 * simulators in-process.
 */
export async function startApp({
  on = 'embedded',
  env = {},
}: TestAppOptions = {}): Promise<TestApp> {
  const place = await placeFor(on);
  const config = readConfig({
    ...place.env,
    PORT: '0',
    LOG_LEVEL: 'warn',
    VALIDATE_RESPONSES: 'true',
    SIMULATE: 'all',
    RECONCILE_SCHEDULE: 'off',
    ...env,
  });
  const drivers = await openDrivers(config, pino({ level: process.env['TEST_LOG'] ?? 'silent' }));
  const app = createApp(config, drivers);
  const { url, ready } = await app.listen();
  await ready;
  return { url, api: apiAt(url), drivers, stop: () => stopAll(app, place) };
}

/** Where one gateway, or several, keep what they keep. */
export interface Place {
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

async function stopAll(app: App, place: Place): Promise<void> {
  await app.stop();
  await place.remove();
}

/** A folder of its own, or a schema and a prefix of their own. */
export async function placeFor(on: 'embedded' | 'real'): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'turnup-test-'));
  if (on === 'embedded') {
    return {
      env: { DATA_DIR: dataDir },
      remove: () => rm(dataDir, { recursive: true, force: true }),
    };
  }
  const name = `test_${process.pid}_${Date.now().toString(36)}_${++count}`;
  return {
    env: { DATA_DIR: dataDir, DATABASE_URL, DATABASE_SCHEMA: name, AMQP_URL, BUS_PREFIX: name },
    remove: async () => {
      await rm(dataDir, { recursive: true, force: true });
      await dropSchema(name);
      await removeFromRabbit(
        topologyOf(
          ADAPTERS.map((adapter) => adapter.name),
          name,
        ),
      );
    },
  };
}

async function dropSchema(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS "${name}" CASCADE`);
  await client.end();
}
