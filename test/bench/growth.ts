import { orderOf } from '../support/small-catalog.js';
import { watchCompletions } from './completions.js';
import { median, shownMs, shownRatio } from './numbers.js';
import { orderDesk } from './order-desk.js';
import type { Stand } from './stand.js';

const SMALL = 100;
const LARGE = 1_000;
/** What an order ten times as large may cost at most. */
const LIMIT = 12;

/** An order of 1,000 items beside one of 100, alone on the gateway, in turn. */
export async function measureGrowth(stand: Stand, pairs: number): Promise<string[]> {
  await timeOf(stand, SMALL);
  const small: number[] = [];
  const large: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    small.push(await timeOf(stand, SMALL));
    large.push(await timeOf(stand, LARGE));
  }
  const ratios = large.map((ms, pair) => ms / (small[pair] ?? Number.NaN));
  const ratio = median(large) / median(small);
  const verdict = ratio <= LIMIT ? `within ${LIMIT}` : `OVER ${LIMIT}`;
  return [
    `an order of ${LARGE} items: ${shownMs(median(large))}, of ${SMALL}: ${shownMs(median(small))}, ratio ${shownRatio(ratio)}, ${verdict} (pairs ${ratios.map(shownRatio).join(' ')})`,
  ];
}

/** From POST to completed, in milliseconds. */
async function timeOf(stand: Stand, items: number): Promise<number> {
  const desk = orderDesk(stand.url);
  const start = performance.now();
  const id = await desk.place(orderOf(stand.offering, items));
  await watchCompletions(stand.database).of(id);
  desk.close();
  return performance.now() - start;
}
