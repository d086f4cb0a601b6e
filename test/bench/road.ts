import type { Database } from '../../src/db/database.js';
import { isOneOf } from '../../src/db/dialect.js';
import { orderOf } from '../support/small-catalog.js';
import { watchCompletions } from './completions.js';
import { orderDesk } from './order-desk.js';
import { TASKS, type Stand } from './stand.js';

/** What a number of orders took on Turnup's own road, from POST to completed. */
export interface RoadRun {
  readonly ordersPerSecond: number;
  /** From POST to the moment at which the last work order was confirmed by the bus. */
  readonly toLastOutMs: readonly number[];
  /** From POST until the order was seen completed. */
  readonly toCompletionMs: readonly number[];
  /** Status messages that were applied in one transaction, in the mean. */
  readonly statusesPerUnit: number;
  /** CPU time of the gateway's process, all its threads. */
  readonly cpuMsPerOrder: number;
}

export const ITEMS = 3;

/**
 * Places orders of three items, `inFlight` under way at once, and waits until all are completed.
 * Throws unless each has sent twelve work orders and taken in twenty-four status messages.
 */
export async function travel(stand: Stand, orders: number, inFlight: number): Promise<RoadRun> {
  const { database } = stand;
  const desk = orderDesk(stand.url);
  const completions = watchCompletions(database);
  const before = await inboxOf(database, '');
  const placed: Placed[] = [];
  let begun = 0;
  const travelOn = async () => {
    while (begun++ < orders) {
      const postedAt = Date.now();
      const start = performance.now();
      const id = await desk.place(orderOf(stand.offering, ITEMS));
      await completions.of(id);
      placed.push({ id, postedAt, completedMs: performance.now() - start });
    }
  };
  const { cpuMs } = await stand.usage();
  const start = performance.now();
  await Promise.all(Array.from({ length: inFlight }, travelOn));
  const seconds = (performance.now() - start) / 1_000;
  const used = (await stand.usage()).cpuMs - cpuMs;
  desk.close();
  const lastOut = await lastOutOf(database, placed);
  const inbox = await inboxOf(database, before.last);
  mustBeWhole(orders, lastOut, inbox.statuses);
  return {
    ordersPerSecond: orders / seconds,
    toLastOutMs: placed.map(({ id, postedAt }) => (lastOut.get(id)?.at ?? NaN) - postedAt),
    toCompletionMs: placed.map(({ completedMs }) => completedMs),
    statusesPerUnit: inbox.statuses / inbox.units,
    cpuMsPerOrder: used / orders,
  };
}

interface Placed {
  readonly id: string;
  /** Milliseconds since 1970, as the database has its instants. */
  readonly postedAt: number;
  readonly completedMs: number;
}

interface LastOut {
  readonly sent: number;
  readonly at: number;
}

async function lastOutOf(database: Database, placed: readonly Placed[]) {
  const rows = await database.query<{ journey: string; sent: number; last: string }>(
    `SELECT journey, COUNT(sent_at) AS sent, MAX(sent_at) AS last FROM outbox
     WHERE ${isOneOf(database.dialect, 'journey', '$1')} GROUP BY journey`,
    [JSON.stringify(placed.map(({ id }) => id))],
  );
  return new Map(
    rows.map(({ journey, sent, last }): [string, LastOut] => [
      journey,
      { sent: Number(sent), at: Date.parse(last) },
    ]),
  );
}

/** All messages of one unit bear its one instant; units of two lanes seldom share one. */
async function inboxOf(database: Database, after: string) {
  const [row] = await database.query<{ n: number; units: number; last: string | null }>(
    `SELECT COUNT(*) AS n, COUNT(DISTINCT received_at) AS units, MAX(received_at) AS last
     FROM inbox WHERE received_at > $1`,
    [after],
  );
  return { statuses: Number(row?.n), units: Number(row?.units), last: row?.last ?? after };
}

function mustBeWhole(orders: number, out: ReadonlyMap<string, LastOut>, statuses: number): void {
  const work = ITEMS * TASKS.length;
  const short = [...out.values()].filter(({ sent }) => sent !== work).length;
  if (out.size === orders && short === 0 && statuses === 2 * work * orders) return;
  throw new Error(
    `Not the work of the floor: ${out.size} of ${orders} orders sent work orders, ${short} of them not ${work}; ${statuses} statuses, not ${2 * work * orders}`,
  );
}
