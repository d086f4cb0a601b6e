import { exclusions } from './exclusion.js';
import { firstKey, growLine } from './grow-line.js';
import { startGrowth, takeOver } from './growth.js';
import type { Draft, Ground } from './growth.js';
import { sortLines } from './lines.js';
import type { Catalog, Decomposition, ObstacleCode, OrderLine } from './model.js';
import { parentsFirst } from './parents-first.js';
import { tieLines } from './tie-lines.js';
import { relationsOf } from './relations.js';
import { openRules } from './rules.js';

export { difference } from './difference.js';
export { findItemCycle } from './lines.js';
export { findBundleCycle, findCycle } from './relations.js';

export interface DecompositionSettings {
  /** Nodes of one order at most; a line that would go past it is an obstacle, and makes none. */
  readonly maxNodes?: number;
  /** Levels of specifications below a line at most. */
  readonly maxDepth?: number;
}

const MAX_NODES = 10_000;
const MAX_DEPTH = 32;

/**
 * What must be brought about for an order: its lines taken apart by the catalog and its rules, all
 * the way down. Pure and deterministic: the same lines and catalog give the same keys. Never throws
 * for what a catalog or an order may say; what cannot be made is an obstacle, and everything beside
 * it goes on.
 */
export function decompose(
  lines: readonly OrderLine[],
  catalog: Catalog,
  settings: DecompositionSettings = {},
): Decomposition {
  const { maxNodes = MAX_NODES, maxDepth = MAX_DEPTH } = settings;
  const { once, twice } = distinct(lines);
  const sorted = sortLines(once);
  const ground = prepare(sorted.lines, catalog, maxDepth);
  twice.forEach((line) => obstruct(ground, line, 'quantity', `item ${line.itemId} is there twice`));
  growAll(ground, sorted.lines, maxNodes);
  sorted.circles.forEach((circle, itemId) => {
    const line = ground.lines.get(itemId);
    if (line) obstruct(ground, line, 'cycle', `items wait for one another: ${circle}`);
  });
  tieLines(ground, sorted.lines);
  const obstacles = [...ground.obstacles, ...exclusions(ground.nodes, catalog.specifications)];
  return { nodes: parentsFirst(ground.nodes), why: ground.why, obstacles };
}

/**
 * Attempts over the limit are bounded too: an order of many lines that are each too large costs as
 * much as one of four.
 */
const ATTEMPTS_PER_NODE = 4;

function growAll(ground: Ground, lines: readonly OrderLine[], maxNodes: number): void {
  let attempts = ATTEMPTS_PER_NODE * maxNodes;
  const outermost = new Map<string | undefined, string>();
  for (const line of lines) {
    const room = Math.min(maxNodes - ground.nodes.length, attempts);
    const bundle = outermost.get(line.bundle) ?? line.itemId;
    outermost.set(line.itemId, bundle);
    const growth = startGrowth(ground, line, bundle, room);
    growLine(growth);
    attempts -= growth.nodes.length;
    if (!growth.full) takeOver(growth);
    else obstruct(ground, line, 'quantity', tooMany(line, maxNodes));
  }
}

function tooMany(line: OrderLine, maxNodes: number): string {
  return `item ${line.itemId} takes the order past ${maxNodes} things to bring about`;
}

function prepare(lines: readonly OrderLine[], catalog: Catalog, maxDepth: number): Ground {
  return {
    catalog,
    rules: openRules(catalog.rules),
    relationsOf: remembered(relationsOf),
    lines: new Map(lines.map((line) => [line.itemId, line])),
    nested: nestedIn(lines, catalog),
    backwards: lines.every((line) => line.action === 'delete'),
    maxDepth,
    nodes: [],
    why: [],
    obstacles: [],
    shared: new Map(),
    roots: new Map<string, Draft[]>(),
  };
}

function remembered<K, V>(read: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    const value = known.get(key) ?? read(key);
    known.set(key, value);
    return value;
  };
}

/** Bundle item -> the ids of offerings and specifications that the lines nested in it order. */
function nestedIn(lines: readonly OrderLine[], catalog: Catalog): Map<string, Set<string>> {
  const nested = new Map<string, Set<string>>();
  for (const { bundle, offering = '', specification } of lines) {
    if (bundle === undefined) continue;
    const ids = nested.get(bundle) ?? new Set<string>();
    nested.set(bundle, ids.add(offering).add(specification.id));
    const sold = catalog.offerings.get(offering)?.specification;
    if (sold !== undefined) ids.add(sold);
  }
  return nested;
}

function distinct(lines: readonly OrderLine[]): { once: OrderLine[]; twice: OrderLine[] } {
  const ids = new Set<string>();
  const once: OrderLine[] = [];
  const twice: OrderLine[] = [];
  for (const line of lines) {
    (ids.has(line.itemId) ? twice : once).push(line);
    ids.add(line.itemId);
  }
  return { once, twice };
}

function obstruct(ground: Ground, line: OrderLine, code: ObstacleCode, message: string): void {
  ground.obstacles.push({ key: firstKey(line), code, message });
}
