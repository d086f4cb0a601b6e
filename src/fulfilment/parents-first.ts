import type { Node } from './model.js';

/**
 * The nodes so that every parent, those that share a child included, comes before it; otherwise as
 * they are. Ties go downwards only, so all of them are there.
 */
export function parentsFirst(nodes: readonly Node[]): Node[] {
  const children = new Map<string, Node[]>();
  const waiting = new Map<string, number>();
  for (const node of nodes) {
    const parents = [...(node.parent === null ? [] : [node.parent]), ...node.sharedBy];
    waiting.set(node.key, parents.length);
    for (const parent of parents) {
      const siblings = children.get(parent);
      if (siblings) siblings.push(node);
      else children.set(parent, [node]);
    }
  }
  const sorted = nodes.filter((node) => waiting.get(node.key) === 0);
  // An array hands out what is pushed while it is walked.
  for (const node of sorted) {
    for (const child of children.get(node.key) ?? []) {
      const left = (waiting.get(child.key) ?? 1) - 1;
      waiting.set(child.key, left);
      if (left === 0) sorted.push(child);
    }
  }
  return sorted;
}
