import type { Ground } from './growth.js';
import { firstKey } from './grow-line.js';
import type { OrderLine } from './model.js';
import { spreadReliance } from './reliance.js';

/**
 * Pairs of roots that wait for one another at most, over all lines: two lines of 300 each are
 * 90,000 pairs.
 */
const MAX_PAIRS = 100_000;

/**
 * The roots of a line wait for the roots of those it relies on. An order that takes everything away
 * is undone the other way round: what others rely on goes last.
 */
export function tieLines(ground: Ground, lines: readonly OrderLine[]): void {
  let pairs = 0;
  for (const line of spreadReliance(lines)) {
    const own = keysOf(ground, line);
    for (const other of line.reliesOn) {
      const relied = keysOf(ground, ground.lines.get(other));
      pairs += own.length * relied.length;
      if (pairs > MAX_PAIRS) {
        const message = `item ${line.itemId} relies on ${other}: too many dependencies in one order`;
        ground.obstacles.push({ key: firstKey(line), code: 'quantity', message });
      } else if (ground.backwards) wait(ground, other, own);
      else wait(ground, line.itemId, relied);
    }
  }
}

/**
 * The keys of a line's roots; of a line that has none, because of an obstacle, the key that its
 * first would have.
 */
function keysOf({ roots }: Ground, line: OrderLine | undefined): string[] {
  if (!line) return [];
  const keys = roots.get(line.itemId)?.map(({ key }) => key) ?? [];
  return keys.length > 0 ? keys : [firstKey(line)];
}

function wait({ roots }: Ground, itemId: string, first: readonly string[]): void {
  for (const root of roots.get(itemId) ?? []) first.forEach((key) => root.after.push(key));
}
