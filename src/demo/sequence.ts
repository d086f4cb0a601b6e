import { referencesIn } from './catalog/entry.js';
import type { Entry } from './catalog/entry.js';

/**
 * The entries so that each comes after all that it refers to, otherwise as given. Throws an Error
 * that names the keys when a reference leads nowhere or in a circle. Pure.
 */
export function sequenceOf(entries: readonly Entry[]): Entry[] {
  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  const placed = new Set<string>();
  const sequence: Entry[] = [];
  const place = (entry: Entry, trail: readonly string[]): void => {
    if (placed.has(entry.key)) return;
    if (trail.includes(entry.key)) {
      throw new Error(`the catalog refers in a circle: ${[...trail, entry.key].join(' -> ')}`);
    }
    for (const key of referencesIn(entry.body)) {
      const target = byKey.get(key);
      if (!target)
        throw new Error(`${entry.key} refers to ${key}, which the catalog does not have`);
      place(target, [...trail, entry.key]);
    }
    placed.add(entry.key);
    sequence.push(entry);
  };
  for (const entry of entries) place(entry, []);
  return sequence;
}
