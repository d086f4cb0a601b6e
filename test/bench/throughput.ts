import { lanesOn, runFloor, type FloorRun } from './floor.js';
import { median, shown, shownBytes, shownMs, shownRatio, shownSpread } from './numbers.js';
import type { Options } from './options.js';
import { ITEMS, travel, type RoadRun } from './road.js';
import type { Stand } from './stand.js';

/** Orders that warm the gateway up before anything is measured, as a share of a round's. */
const WARM_UP = 1 / 3;

/** One floor and one road, one right after the other: what the machine did then, both felt. */
interface Pair {
  readonly floor: FloorRun;
  readonly road: RoadRun;
}

/**
 * Turnup's road and the floor in turn, on one ground, and what came of it line by line. The floor
 * of each round works in groups as large as those the road had in that round.
 */
export async function measureThroughput(stand: Stand, options: Options): Promise<string[]> {
  const { orders, rounds, inFlight } = options;
  const atRest = await stand.usage();
  await travel(stand, Math.ceil(orders * WARM_UP), inFlight);
  const pairs: Pair[] = [];
  for (let round = 0; round < rounds; round++) {
    const road = await travel(stand, orders, inFlight);
    const group = Math.max(1, Math.round(road.statusesPerUnit));
    pairs.push({ road, floor: await runFloor(stand.ground, { orders, inFlight, group }) });
  }
  const atEnd = await stand.usage();
  return [
    heading(stand, options, pairs),
    throughputLine(pairs),
    `CPU of the gateway: ${shown(median(pairs.map(({ road }) => road.cpuMsPerOrder)))} ms an order`,
    lastOutLine(pairs),
    completionLine(pairs),
    `resident memory: ${shownBytes(atRest.residentBytes)} at rest, ${shownBytes(atEnd.residentBytes)} after ${shown(orders * (rounds + WARM_UP))} orders`,
  ];
}

function heading({ ground }: Stand, { orders, inFlight }: Options, pairs: readonly Pair[]): string {
  const [first] = pairs;
  const groups = pairs.map(({ floor }) => floor.group).join(', ');
  const settings =
    ground === 'sqlite'
      ? 'driver sqlite3, sync FULL'
      : 'driver pg, synchronous_commit as the server has it';
  return `${first?.floor.database} + ${first?.floor.bus} floor: ${settings}, group ${groups} (as measured on the road), lanes ${lanesOn(ground)}; ${pairs.length} rounds of ${orders} orders of ${ITEMS} items, ${inFlight} in flight`;
}

function throughputLine(pairs: readonly Pair[]): string {
  const ratios = pairs.map(({ floor, road }) => road.ordersPerSecond / floor.ordersPerSecond);
  const road = median(pairs.map((pair) => pair.road.ordersPerSecond));
  const floor = median(pairs.map((pair) => pair.floor.ordersPerSecond));
  return `orders per second: Turnup ${shown(road)}, floor ${shown(floor)}, ratio ${shownRatio(median(ratios))} (rounds ${ratios.map(shownRatio).join(' ')})`;
}

const lastOutLine = (pairs: readonly Pair[]): string =>
  `POST to the last work order out: ${shownSpread(pairs.flatMap(({ road }) => road.toLastOutMs))}`;

function completionLine(pairs: readonly Pair[]): string {
  const spread = shownSpread(pairs.flatMap(({ road }) => road.toCompletionMs));
  const p50 = median(pairs.map(({ floor }) => floor.p50_ms));
  const p99 = median(pairs.map(({ floor }) => floor.p99_ms));
  const ratio = median(pairs.map(({ road, floor }) => median(road.toCompletionMs) / floor.p50_ms));
  return `POST to completed: ${spread}; floor p50 ${shownMs(p50)}, p99 ${shownMs(p99)}; ratio of p50 ${shownRatio(ratio)}`;
}
