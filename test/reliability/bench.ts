import type { Database } from '../../src/db/database.js';
import { isOneOf } from '../../src/db/dialect.js';
import { apiAt, type Api } from '../support/api.js';
import { placeFor, type Place } from '../support/app.js';
import {
  runNode,
  startGateway,
  type GatewayProcess,
  type NodeProcess,
} from '../support/gateway.js';
import { openOrderBook, type OrderBook } from '../support/order-book.js';
import { countOf, databaseOf } from '../support/seen-from-outside.js';
import { startSimulators } from '../support/simulator-process.js';
import { loadSmallCatalog } from '../support/small-catalog.js';
import { until } from '../support/until.js';
import type { Point, Round } from './points.js';

/** The orders of these tests: each line has two tasks at once, and one after both. */
export const SHAPE = { lines: 2, tasksPerLine: 3 } as const;
const TASKS = [
  { name: 'visit', kind: 'fsm' },
  { name: 'build', kind: 'project' },
  { name: 'register', kind: 'cmdb', after: ['visit', 'build'] },
] as const;
/** Orders of one round. */
const ORDERS = 4;
/** How the simulated systems behave: slow enough to be caught at work, and no better than real. */
/** Longest that a point is waited for: claims and leases of the killed run out before. */
const LIMIT_MS = 60_000;
const BEHAVIOUR = ['--slow', '100ms', '--duplicate', '10%', '--reorder'];

/** A gateway that is killed again and again, and what it leaves behind. */
export interface Bench {
  readonly place: Place;
  readonly database: Database;
  readonly book: OrderBook;
  api(): Api;
  /** Places a few orders. */
  begin(): Promise<Round>;
  /** Waits until the round has come to this point. */
  comeTo(point: Point, round: Round): Promise<void>;
  /** Kills the gateway, as a power cut would. */
  kill(): Promise<void>;
  /** How many orders of the round are not over. */
  openOf(round: Round): Promise<number>;
  /** Starts the gateway again, and places again what got no answer. */
  restart(): Promise<void>;
  /** Starts the gateway, and kills it before it is ready. */
  restartInVain(): Promise<void>;
  /** Kills the simulated systems and starts them again. */
  restartSimulators(): Promise<void>;
  /** What the gateway and the systems wrote since they were started. */
  output(): string;
  stop(): Promise<void>;
}

/** A place of its own with a catalog in it and a gateway on it; on `real`, with simulators. */
export async function openBench(on: 'embedded' | 'real'): Promise<Bench> {
  const place = await placeFor(on);
  const env = {
    ...place.env,
    RECONCILE_SCHEDULE: 'off',
    SIMULATE_OPTIONS: BEHAVIOUR.join(' '),
  };
  const memoryDir = place.env['DATA_DIR'] ?? '';
  const simulate = () => startSimulators(env, ['all', '--memory', memoryDir, ...BEHAVIOUR]);
  let gateway: GatewayProcess = await startGateway(env);
  let simulators: NodeProcess | undefined = on === 'real' ? await simulate() : undefined;
  const api = () => apiAt(gateway.url);
  const { offering } = await loadSmallCatalog(api(), TASKS);
  const book = openOrderBook(offering, SHAPE.lines);
  const database = databaseOf(place);

  return {
    place,
    database,
    book,
    api,
    async begin() {
      const orders = await book.place(api(), ORDERS);
      const workOrders = ORDERS * SHAPE.lines * SHAPE.tasksPerLine;
      return { database, memoryDir, orders, workOrders };
    },
    async comeTo(point, round) {
      await until(() => point.reached(round), LIMIT_MS);
    },
    kill: () => gateway.kill(),
    async openOf({ orders }) {
      const sql = `SELECT COUNT(*) AS n FROM document WHERE kind = 'productOrder'
        AND state <> 'completed' AND ${isOneOf(database.dialect, 'id', '$1')}`;
      return countOf(database, sql, [JSON.stringify(orders)]);
    },
    async restart() {
      gateway = await startGateway(env);
      await book.placeAgain(api());
    },
    async restartInVain() {
      const starting = runNode(['dist/src/main.js'], { PORT: '0', LOG_LEVEL: 'info', ...env });
      await starting.line(/Turnup listens/);
      await starting.kill();
    },
    async restartSimulators() {
      await simulators?.kill();
      simulators = await simulate();
    },
    output: () => gateway.output() + (simulators?.output() ?? ''),
    async stop() {
      await gateway.stop();
      await simulators?.stop();
      await database.close();
      await place.remove();
    },
  };
}
