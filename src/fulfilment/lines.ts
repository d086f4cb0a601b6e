import { findCircle } from './graph.js';
import { findKnots } from './knots.js';
import type { OrderLine } from './model.js';

/**
 * Item ids along a circle, the first again at the end, where an item waits for itself; undefined
 * when there is none.
 */
export function findItemCycle(lines: readonly OrderLine[]): string[] | undefined {
  const waits = waitsOf(lines);
  return findCircle(waits.keys(), (id) => waits.get(id) ?? []);
}

/** An item waits for those it relies on, and a bundle for those nested in it. */
function waitsOf(lines: readonly OrderLine[]): Map<string, string[]> {
  const waits = new Map(lines.map((line) => [line.itemId, [...line.reliesOn]]));
  for (const line of lines) {
    if (line.bundle !== undefined) waits.get(line.bundle)?.push(line.itemId);
  }
  return waits;
}

/** Lines put in order for decomposition, circles taken out. */
export interface Sorted {
  /** Bundles before what is nested in them; otherwise as given. */
  readonly lines: readonly OrderLine[];
  /** Item id -> a circle that it is in, or entangled with. */
  readonly circles: ReadonlyMap<string, string>;
}

/**
 * Sorts lines so that a bundle comes before its parts. Lines that wait for one another in circles
 * lose the ties among them.
 */
export function sortLines(given: readonly OrderLine[]): Sorted {
  const waits = waitsOf(given);
  const next = (id: string) => waits.get(id) ?? [];
  const circles = new Map<string, string>();
  const knotOf = new Map<string, ReadonlySet<string>>();
  for (const group of findKnots([...waits.keys()], next)) {
    const knot = new Set(group);
    const circle = findCircle(group, (id) => next(id).filter((other) => knot.has(other)));
    for (const id of group) {
      knotOf.set(id, knot);
      circles.set(id, (circle ?? group).join(' -> '));
    }
  }
  const lines = given.map((line) => without(line, knotOf.get(line.itemId)));
  return { lines: bundlesFirst(lines), circles };
}

/** The line without its ties to these items. */
function without(line: OrderLine, items: ReadonlySet<string> | undefined): OrderLine {
  if (!items) return line;
  const { bundle, ...rest } = line;
  return {
    ...rest,
    reliesOn: line.reliesOn.filter((id) => !items.has(id)),
    ...(bundle !== undefined && !items.has(bundle) && { bundle }),
  };
}

function bundlesFirst(lines: readonly OrderLine[]): OrderLine[] {
  const parts = new Map<string, OrderLine[]>();
  const ids = new Set(lines.map((line) => line.itemId));
  const sorted = lines.filter(({ bundle }) => bundle === undefined || !ids.has(bundle));
  for (const line of lines) {
    const siblings = parts.get(line.bundle ?? '');
    if (siblings) siblings.push(line);
    else if (line.bundle !== undefined) parts.set(line.bundle, [line]);
  }
  // An array hands out what is pushed while it is walked: breadth first, each line once.
  for (const line of sorted) sorted.push(...(parts.get(line.itemId) ?? []));
  return sorted;
}
