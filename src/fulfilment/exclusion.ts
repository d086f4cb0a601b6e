import type { Node, Obstacle, Specification } from './model.js';
import { excludedBy } from './relations.js';

/**
 * Specifications that exclude one another, both wanted in one order: each of their nodes is an
 * obstacle, whichever says it and whichever comes first, for the order of items must not decide who
 * wins. What is taken away excludes nobody.
 */
export function exclusions(
  nodes: readonly Node[],
  specifications: ReadonlyMap<string, Specification>,
): Obstacle[] {
  const wanted = nodes.filter((node) => node.action !== 'delete');
  const counts = new Map<string, number>();
  for (const { specification } of wanted) {
    counts.set(specification.id, (counts.get(specification.id) ?? 0) + 1);
  }
  const rivals = rivalsOf(counts, specifications);
  return wanted.flatMap(({ key, specification }) => {
    const rival = rivals.get(specification.id);
    if (rival === undefined) return [];
    const other = specifications.get(rival)?.name ?? rival;
    const message = `${specification.name} and ${other} exclude one another`;
    return [{ key, code: 'exclusion' as const, message }];
  });
}

/**
 * Specification id -> one that it excludes, or that excludes it, among those present. Itself, when
 * it may be there once.
 */
function rivalsOf(
  counts: ReadonlyMap<string, number>,
  specifications: ReadonlyMap<string, Specification>,
): Map<string, string> {
  const rivals = new Map<string, string>();
  for (const id of counts.keys()) {
    const specification = specifications.get(id);
    for (const other of specification ? excludedBy(specification) : []) {
      if ((counts.get(other) ?? 0) < (other === id ? 2 : 1)) continue;
      if (!rivals.has(id)) rivals.set(id, other);
      if (!rivals.has(other)) rivals.set(other, id);
    }
  }
  return rivals;
}
