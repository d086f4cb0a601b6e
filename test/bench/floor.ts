import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SETTINGS } from '../../src/config.js';
import { AMQP_URL, DATABASE_URL } from '../support/services.js';
import type { Ground } from './options.js';

const PROGRAM = fileURLToPath(new URL('floor.mjs', import.meta.url));

/** What the floor (floor.mjs) says of a run. */
export interface FloorRun {
  readonly database: string;
  readonly bus: string;
  readonly lanes: number;
  readonly group: number;
  readonly ordersPerSecond: number;
  readonly p50_ms: number;
  readonly p99_ms: number;
}

/** How the floor is to work: as Turnup does. */
export interface FloorOptions {
  readonly orders: number;
  readonly inFlight: number;
  /** Status messages of one transaction. */
  readonly group: number;
}

/** Lanes of the gateway under test: SQLite has one writer. */
export const lanesOn = (ground: Ground): number =>
  ground === 'sqlite' ? 1 : Number(process.env['LANES'] ?? SETTINGS.lanes.default);

/** Runs the floor in a process of its own. Rejects when work is missing. */
export async function runFloor(ground: Ground, options: FloorOptions): Promise<FloorRun> {
  const folder = await mkdtemp(join(tmpdir(), 'turnup-floor-'));
  const servers =
    ground === 'sqlite'
      ? { DATABASE_URL: '', AMQP_URL: '', SQLITE_FILE: join(folder, 'floor.sqlite') }
      : { DATABASE_URL, AMQP_URL };
  const env = {
    ...process.env,
    ...servers,
    ...{ SQLITE_DRIVER: 'sqlite3', SQLITE_SYNC: 'FULL' },
    ORDERS: String(options.orders),
    CONCURRENCY: String(options.inFlight),
    GROUP: String(options.group),
    LANES: String(lanesOn(ground)),
  };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM], { env });
    return JSON.parse(stdout) as FloorRun;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
