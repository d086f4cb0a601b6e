/**
 * The knots of a directed graph: groups of nodes that all lead to one another, and nodes that lead
 * to themselves. Every circle lies within one knot. Linear in nodes and edges, and without
 * recursion (Kosaraju: the order in which a walk leaves the nodes, then a walk against the arrows).
 */
export function findKnots(
  nodes: readonly string[],
  next: (node: string) => readonly string[],
): string[][] {
  const known = new Set(nodes);
  const ahead = (node: string) => next(node).filter((other) => known.has(other));
  const behind = new Map(nodes.map((node): [string, string[]] => [node, []]));
  for (const node of nodes) ahead(node).forEach((other) => behind.get(other)?.push(node));
  const left = leavingOrder(nodes, ahead);
  const taken = new Set<string>();
  return left.reverse().flatMap((node) => {
    if (taken.has(node)) return [];
    const group = gather(node, (one) => behind.get(one) ?? [], taken);
    return group.length > 1 || ahead(node).includes(node) ? [group] : [];
  });
}

function leavingOrder(
  nodes: readonly string[],
  next: (node: string) => readonly string[],
): string[] {
  const seen = new Set<string>();
  const left: string[] = [];
  for (const start of nodes) {
    if (seen.has(start)) continue;
    seen.add(start);
    const path = [{ node: start, ways: next(start).values() }];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const way = top.ways.next();
      if (way.done) {
        left.push(top.node);
        path.pop();
      } else if (!seen.has(way.value)) {
        seen.add(way.value);
        path.push({ node: way.value, ways: next(way.value).values() });
      }
    }
  }
  return left;
}

/** All that can be reached and is not taken yet; takes it. */
function gather(
  start: string,
  next: (node: string) => readonly string[],
  taken: Set<string>,
): string[] {
  taken.add(start);
  const group = [start];
  // An array hands out what is pushed while it is walked.
  for (const node of group) {
    for (const other of next(node)) {
      if (taken.has(other)) continue;
      taken.add(other);
      group.push(other);
    }
  }
  return group;
}
