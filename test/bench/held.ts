import { orderOf } from '../support/small-catalog.js';
import { eventually } from '../support/eventually.js';
import { shown, shownBytes, shownMs } from './numbers.js';
import { orderDesk } from './order-desk.js';
import { ITEMS } from './road.js';
import { TASKS, type Stand } from './stand.js';

/** Orders that bring a fresh gateway to the size that work gives it. */
const WARM_UP = 200;
/** Longest wait for work to be carried on, in milliseconds: ten thousand orders take minutes. */
const LIMIT_MS = 1_800_000;

/** What was accepted while every downstream system was down. */
interface Held {
  readonly orders: number;
  readonly acceptedPerSecond: number;
  readonly beforeBytes: number;
  readonly afterBytes: number;
}

/**
 * Accepts `orders` orders with every downstream system down; the memory that they take. The stand
 * must be up without one.
 */
export async function measureHeld(stand: Stand, orders: number, inFlight: number) {
  await accept(stand, WARM_UP, inFlight);
  await allOut(stand, WARM_UP);
  const before = await stand.usage();
  const start = performance.now();
  await accept(stand, orders, inFlight);
  const acceptedPerSecond = (orders * 1_000) / (performance.now() - start);
  await allOut(stand, WARM_UP + orders);
  const held = {
    orders,
    acceptedPerSecond,
    beforeBytes: before.residentBytes,
    afterBytes: (await stand.usage()).residentBytes,
  };
  return { held, lines: [heldLine(held)] };
}

/** The downstream system comes back and all that was accepted is worked off. */
export async function measureReturn(stand: Stand, { orders }: Held): Promise<string[]> {
  const all = WARM_UP + orders;
  const before = await stateCounts(stand);
  const start = performance.now();
  await stand.bringDownstreamUp();
  let peakBytes = 0;
  await eventually(
    `all ${all} orders are completed`,
    async () => {
      peakBytes = Math.max(peakBytes, (await stand.usage()).residentBytes);
      return (await stateCounts(stand))['completed'] === all;
    },
    LIMIT_MS,
  );
  const ms = performance.now() - start;
  return [
    `while down: ${shown(before['inProgress'] ?? 0)} of ${shown(all)} orders in progress, none lost; when it was back: ${shown(all)} worked off in ${shownMs(ms)}, ${shown((all * 1_000) / ms)} a second, resident memory ${shownBytes(peakBytes)} at most`,
  ];
}

async function accept(stand: Stand, orders: number, inFlight: number): Promise<void> {
  const desk = orderDesk(stand.url);
  let begun = 0;
  const acceptOn = async () => {
    while (begun++ < orders) await desk.place(orderOf(stand.offering, ITEMS));
  };
  await Promise.all(Array.from({ length: inFlight }, acceptOn));
  desk.close();
}

/** Resolves once every work order of so many orders has been handed to the bus. */
async function allOut({ database }: Stand, orders: number): Promise<void> {
  const wanted = orders * ITEMS * TASKS.length;
  await eventually(
    `${wanted} work orders are out`,
    async () => {
      const [row] = await database.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NOT NULL',
      );
      return Number(row?.n) === wanted;
    },
    LIMIT_MS,
  );
}

async function stateCounts({ database }: Stand): Promise<Record<string, number>> {
  const rows = await database.query<{ state: string; n: number }>(
    `SELECT state, COUNT(*) AS n FROM document WHERE kind = 'productOrder' GROUP BY state`,
  );
  return Object.fromEntries(rows.map(({ state, n }) => [state, Number(n)]));
}

const heldLine = ({ orders, acceptedPerSecond, beforeBytes, afterBytes }: Held): string =>
  `accepted while every downstream system is down: ${shown(orders)} orders, ${shown(acceptedPerSecond)} a second; resident memory ${shownBytes(beforeBytes)} before, ${shownBytes(afterBytes)} after: ${shownBytes(((afterBytes - beforeBytes) * 1_000) / orders)} per thousand orders in flight`;
