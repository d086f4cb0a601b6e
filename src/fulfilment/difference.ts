import { placeOf } from './keys.js';
import type { Characteristic } from './model.js';
import { sameValue } from './values.js';

/** What stands in the inventory, or is wanted: where in the tree, and with which values. */
export interface Placed {
  /** A node's key. */
  readonly key: string;
  readonly characteristics: readonly Characteristic[];
}

/** What must be done with one place. */
export interface Difference {
  /** The wanted node's key; for a delete, that of what is there. */
  readonly key: string;
  readonly change: 'add' | 'modify' | 'delete' | 'keep';
  /** Names of the characteristics whose values differ; only for a modify. */
  readonly changed: readonly string[];
}

/**
 * What leads from what one product has (`before`) to what is wanted of it now (`after`). Places are
 * compared without the item that made them, so that a later order finds what an earlier one made;
 * of several of a kind the last ones go first (3 to 2 deletes the third). Values that `after` does
 * not name stay as they are. Wanted ones come in their order, then the deletes, children before
 * parents as `before` reversed has them.
 */
export function difference(before: readonly Placed[], after: readonly Placed[]): Difference[] {
  const present = new Map(before.map((placed) => [placeOf(placed.key), placed]));
  const wanted = new Set(after.map(({ key }) => placeOf(key)));
  const gone = before.filter(({ key }) => !wanted.has(placeOf(key))).reverse();
  return [
    ...after.map((placed) => compare(placed, present.get(placeOf(placed.key)))),
    ...gone.map(({ key }) => ({ key, change: 'delete' as const, changed: [] })),
  ];
}

function compare({ key, characteristics }: Placed, present: Placed | undefined): Difference {
  if (!present) return { key, change: 'add', changed: [] };
  const held = new Map(present.characteristics.map(({ name, value }) => [name, value]));
  const changed = characteristics
    .filter(({ name, value }) => !sameValue(held.get(name), value))
    .map(({ name }) => name);
  return { key, change: changed.length > 0 ? 'modify' : 'keep', changed };
}
