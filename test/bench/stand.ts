import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/db/database.js';
import { openDatabase } from '../../src/db/open.js';
import { apiAt } from '../support/api.js';
import { placeFor, type Place } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { runNode, type NodeProcess } from '../support/gateway.js';
import { quietLog } from '../support/log.js';
import { AMQP_URL } from '../support/services.js';
import { loadSmallCatalog } from '../support/small-catalog.js';
import type { Ground } from './options.js';

/** Work orders of one item: with three items, the twelve of the floor. */
export const TASKS = ['survey', 'install', 'connect', 'test'];

/** Calm is who used less than this share of a core over so long. */
const CALM_SHARE = 0.03;
const CALM_MS = 2_500;
const CALM_LIMIT_MS = 300_000;

/** A gateway in a process of its own as a user runs it, its downstream system, its database. */
export interface Stand {
  readonly ground: Ground;
  readonly url: string;
  /** What the orders are for: one service each, with a flow of four fsm tasks. */
  readonly offering: string;
  /** For reading along. */
  readonly database: Database;
  /** What the gateway's process holds and has used so far. */
  usage(): Promise<Usage>;
  /**
   * The downstream system comes up: a process of its own beside RabbitMQ; on the embedded bus,
   * where it lives in the gateway, the gateway is started again with it.
   */
  bringDownstreamUp(): Promise<void>;
  /** Stops the gateway as SIGTERM does, and answers what it wrote. */
  stopGateway(): Promise<string>;
  /** Stops everything and removes what it kept; once more does nothing. */
  remove(): Promise<void>;
}

/** Of one process. */
export interface Usage {
  readonly residentBytes: number;
  /** User and system, all threads. */
  readonly cpuMs: number;
}

export interface StandOptions {
  /** False: nobody takes work orders until bringDownstreamUp. */
  readonly downstream?: boolean;
  /** Of node, before the gateway's own. */
  readonly nodeArgs?: readonly string[];
}

export async function standUp(
  ground: Ground,
  { downstream = true, nodeArgs = [] }: StandOptions = {},
): Promise<Stand> {
  const place = await placeFor(ground === 'sqlite' ? 'embedded' : 'real');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const running = new Map<'gateway' | 'downstream', NodeProcess>();
  const start = async (simulate: 'fsm' | 'none') => {
    const env = { ...place.env, PORT: String(port), LOG_LEVEL: 'warn', SIMULATE: simulate };
    const gateway = runNode([...nodeArgs, 'dist/src/main.js'], env);
    running.set('gateway', gateway);
    await isReady(url, gateway);
  };
  const startSimulator = async () => {
    const simulator = simulatorOf(place);
    running.set('downstream', simulator);
    await simulator.line(/simulating fsm/);
  };
  const bringUp = async () => {
    if (ground === 'postgres') return startSimulator();
    await stop('gateway');
    await start('fsm');
  };
  const stop = async (name: 'gateway' | 'downstream') => {
    const process = running.get(name);
    running.delete(name);
    await process?.stop();
    return process?.output() ?? '';
  };

  const clear = async () => {
    await stop('downstream');
    await stop('gateway');
    await place.remove();
  };

  try {
    await start(downstream && ground === 'sqlite' ? 'fsm' : 'none');
    if (downstream && ground === 'postgres') await bringUp();
    await calm(url);
    const tasks = TASKS.map((name) => ({ name, kind: 'fsm' }));
    const { offering } = await loadSmallCatalog(apiAt(url), tasks);
    const database = openToRead(place);
    let removed = false;
    return {
      ...{ ground, url, offering, database },
      usage: () => usageOf(url),
      bringDownstreamUp: bringUp,
      stopGateway: () => stop('gateway'),
      async remove() {
        if (removed) return;
        removed = true;
        await database.close();
        await clear();
      },
    };
  } catch (error) {
    await clear();
    throw error;
  }
}

async function isReady(url: string, gateway: NodeProcess): Promise<void> {
  await eventually(`the gateway at ${url} is ready`, async () => {
    if (gateway.exited()) throw new Error(`the gateway ended:\n${gateway.output()}`);
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    return response?.status === 200;
  });
}

/** A gateway compiles its contracts after it is ready; measured is what it is like afterwards. */
async function calm(url: string): Promise<void> {
  let before = await usageOf(url);
  const isCalm = async () => {
    await pause(CALM_MS);
    const now = await usageOf(url);
    const share = (now.cpuMs - before.cpuMs) / CALM_MS;
    before = now;
    return share < CALM_SHARE;
  };
  await eventually(`the gateway at ${url} has nothing to do`, isCalm, CALM_LIMIT_MS);
}

function simulatorOf({ env }: Place): NodeProcess {
  const { BUS_PREFIX = '' } = env;
  const settings = { AMQP_URL, BUS_PREFIX, LOG_LEVEL: 'warn' };
  return runNode(['dist/src/cli.js', 'simulate', 'fsm'], settings);
}

function openToRead({ env }: Place): Database {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema, DATA_DIR: folder = '' } = env;
  const log = quietLog();
  return url === undefined
    ? openDatabase({ file: join(folder, 'turnup.sqlite'), log })
    : openDatabase({ url, log, ...(schema !== undefined && { schema }) });
}

async function usageOf(url: string): Promise<Usage> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1]);
  return {
    residentBytes: value('process_resident_memory_bytes'),
    cpuMs: 1_000 * value('process_cpu_seconds_total'),
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
