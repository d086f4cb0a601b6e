import { findCircle } from './graph.js';
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
  /** Bundles before what is nested in them; otherwise as given. The ties of a circle are cut. */
  readonly lines: readonly OrderLine[];
  /** Item id -> the circle that it was in. */
  readonly circles: ReadonlyMap<string, string>;
}

/**
 * Sorts lines so that a bundle comes before its parts. Lines in a circle keep their place and lose
 * the ties that make it.
 */
export function sortLines(given: readonly OrderLine[]): Sorted {
  const circles = new Map<string, string>();
  let lines = given;
  for (let circle = findItemCycle(lines); circle; circle = findItemCycle(lines)) {
    const on = new Set(circle);
    const words = circle.join(' -> ');
    on.forEach((id) => circles.set(id, words));
    lines = lines.map((line) => (on.has(line.itemId) ? without(line, on) : line));
  }
  return { lines: bundlesFirst(lines), circles };
}

/** The line without its ties to these items. */
function without(line: OrderLine, items: ReadonlySet<string>): OrderLine {
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

/** The outermost bundle that a line is in; itself when in none. */
export function outermostOf(line: OrderLine, byId: ReadonlyMap<string, OrderLine>): string {
  let outer = line;
  for (let next = byId.get(outer.bundle ?? ''); next; next = byId.get(outer.bundle ?? ''))
    outer = next;
  return outer.itemId;
}
