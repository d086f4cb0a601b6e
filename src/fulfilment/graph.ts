/**
 * A circle in a directed graph: the nodes along it, the first one again at the end; undefined when
 * there is none. Deterministic for the order of starts and neighbours. Walks without recursion:
 * chains may be as long as an order.
 */
export function findCircle(
  starts: Iterable<string>,
  next: (node: string) => readonly string[],
): string[] | undefined {
  const done = new Set<string>();
  for (const start of starts) {
    const circle = walk(start, next, done);
    if (circle) return circle;
  }
  return undefined;
}

interface Step {
  readonly node: string;
  readonly left: Iterator<string>;
}

function walk(
  start: string,
  next: (node: string) => readonly string[],
  done: Set<string>,
): string[] | undefined {
  if (done.has(start)) return undefined;
  const path: Step[] = [{ node: start, left: next(start).values() }];
  const on = new Set([start]);
  while (path.length > 0) {
    const { node, left } = path[path.length - 1] as Step;
    const found = left.next();
    if (found.done) {
      path.pop();
      on.delete(node);
      done.add(node);
    } else if (on.has(found.value)) {
      const nodes = path.map((step) => step.node);
      return [...nodes.slice(nodes.indexOf(found.value)), found.value];
    } else if (!done.has(found.value)) {
      on.add(found.value);
      path.push({ node: found.value, left: next(found.value).values() });
    }
  }
  return undefined;
}
