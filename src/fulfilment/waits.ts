import { itemOf } from './keys.js';
import type { Node } from './model.js';

/**
 * What each worked node waits for, in keys of worked nodes and of what an obstacle keeps back.
 * Nodes without work of their own (products, what does not change) are looked through: to wait for
 * a product is to wait for what realises it. Where a line relies on another, all of its work waits
 * for the end of the other's; only what several lines share does not, since the other one may need
 * it first. Makes no circle for trees that decomposition made.
 */
export function waitsOf(
  nodes: readonly Node[],
  worked: ReadonlySet<string>,
  blocked: ReadonlySet<string>,
): Map<string, string[]> {
  const tree = readTree(nodes, worked, blocked);
  const waits = new Map<string, Set<string>>();
  for (const node of nodes) {
    if (!worked.has(node.key)) continue;
    waits.set(node.key, union(tiesOf(tree, node).map((key) => endsOf(tree, key))));
  }
  const base = new Map([...waits].map(([key, set]) => [key, [...set]]));
  for (const [itemId, relied] of reliances(tree, nodes)) {
    const ends = union([...relied].map((key) => lineEnds(tree, base, key)));
    for (const key of startsOf(tree, base, itemId)) ends.forEach((end) => waits.get(key)?.add(end));
  }
  return new Map([...waits].map(([key, set]) => [key, [...set]]));
}

interface Tree {
  readonly nodes: ReadonlyMap<string, Node>;
  readonly worked: ReadonlySet<string>;
  readonly blocked: ReadonlySet<string>;
  /** Item -> its worked nodes, without what is shared and what is below that. */
  readonly own: ReadonlyMap<string, ReadonlySet<string>>;
  /** What `endsOf` answered. */
  readonly ends: Map<string, ReadonlySet<string>>;
}

function readTree(
  nodes: readonly Node[],
  worked: ReadonlySet<string>,
  blocked: ReadonlySet<string>,
): Tree {
  const shared = new Set<string | null>();
  const own = new Map<string, Set<string>>();
  for (const node of nodes) {
    if (node.sharedBy.length > 0 || shared.has(node.parent)) shared.add(node.key);
    else if (worked.has(node.key)) {
      const known = own.get(node.itemId);
      if (known) known.add(node.key);
      else own.set(node.itemId, new Set([node.key]));
    }
  }
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  return { nodes: byKey, worked, blocked, own, ends: new Map() };
}

/**
 * Keys that a node waits for because of the tree: its children, or, where it is taken away, its
 * parents.
 */
function tiesOf(tree: Tree, node: Node): string[] {
  return node.after.filter((key) => !isReliance(tree, node, key));
}

/** Item -> the roots that its own roots wait for because their line relies on them. */
function reliances(tree: Tree, nodes: readonly Node[]): Map<string, Set<string>> {
  const relied = new Map<string, Set<string>>();
  for (const node of nodes) {
    const keys = node.after.filter((key) => isReliance(tree, node, key));
    if (keys.length === 0) continue;
    relied.set(node.itemId, union([relied.get(node.itemId) ?? [], keys]));
  }
  return relied;
}

function isReliance(tree: Tree, node: Node, key: string): boolean {
  const other = tree.nodes.get(key);
  if (!other) return itemOf(key) !== node.itemId;
  return !isChild(other, node) && !isChild(node, other);
}

function isChild(child: Node, parent: Node): boolean {
  return child.parent === parent.key || child.sharedBy.includes(parent.key);
}

/** Keys whose completion means that this one is over. */
function endsOf(tree: Tree, key: string): ReadonlySet<string> {
  const known = tree.ends.get(key);
  if (known) return known;
  const node = tree.nodes.get(key);
  const itself = !node || tree.worked.has(key);
  const ends = itself
    ? new Set([key])
    : union([
        ...tiesOf(tree, node).map((tie) => endsOf(tree, tie)),
        ...(tree.blocked.has(key) ? [[key]] : []),
      ]);
  tree.ends.set(key, ends);
  return ends;
}

/**
 * Keys whose completion means that the line of this root is over. A line that is taken away ends at
 * its bottom.
 */
function lineEnds(
  tree: Tree,
  base: ReadonlyMap<string, readonly string[]>,
  key: string,
): ReadonlySet<string> {
  const root = tree.nodes.get(key);
  if (root?.action !== 'delete') return endsOf(tree, key);
  const own = tree.own.get(root.itemId) ?? new Set<string>();
  const waitedFor = union([...own].map((one) => base.get(one) ?? []));
  return new Set([...own].filter((one) => !waitedFor.has(one)));
}

/** Worked nodes of a line that wait for none of its own: where its work starts. */
function startsOf(
  tree: Tree,
  base: ReadonlyMap<string, readonly string[]>,
  itemId: string,
): string[] {
  const own = tree.own.get(itemId) ?? new Set<string>();
  return [...own].filter((key) => !base.get(key)?.some((one) => own.has(one)));
}

function union(sets: readonly Iterable<string>[]): Set<string> {
  const all = new Set<string>();
  for (const set of sets) for (const key of set) all.add(key);
  return all;
}
