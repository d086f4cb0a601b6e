import type { Catalog, Node, Obstacle, ObstacleCode, OrderLine } from './model.js';
import type { Specification, Why } from './model.js';
import type { Relations } from './relations.js';
import type { RuleBook } from './rules.js';

/** A node while the tree grows: what later lines may still add to it is open. */
export type Draft = Omit<Node, 'sharedBy' | 'after'> & {
  readonly sharedBy: string[];
  readonly after: string[];
};

/** What all lines of one decomposition have in common. */
export interface Ground {
  readonly catalog: Catalog;
  readonly rules: RuleBook;
  /** The relations of a specification, read once. */
  readonly relationsOf: (specification: Specification) => Relations;
  readonly lines: ReadonlyMap<string, OrderLine>;
  /** Bundle item id -> the ids of offerings and specifications that lines nested in it order. */
  readonly nested: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * True: everything is taken away, so that lines are undone the other way round. In a mixed order
   * lines wait as they do in any other, or two of them might wait for one another.
   */
  readonly backwards: boolean;
  /** Specifications from a root down at most. */
  readonly maxDepth: number;
  readonly nodes: Draft[];
  readonly why: Why[];
  readonly obstacles: Obstacle[];
  /** Share key -> the child that is shared. */
  readonly shared: Map<string, Draft>;
  /** Item id -> the roots of its line. */
  readonly roots: Map<string, Draft[]>;
}

/**
 * What one line adds. Nothing of it touches the ground before it is taken over, so that a line that
 * grows past the limit leaves no trace but its obstacle.
 */
export interface Growth {
  readonly ground: Ground;
  readonly line: OrderLine;
  readonly outermost: string;
  /** Nodes that this line may make at most. */
  readonly room: number;
  full: boolean;
  readonly nodes: Draft[];
  readonly why: Why[];
  readonly obstacles: Obstacle[];
  readonly shared: Map<string, Draft>;
  readonly ties: Tie[];
  /** Parent key and specification -> children made of it. */
  readonly counters: Map<string, number>;
}

/** A child and one of its parents. */
export interface Tie {
  readonly parent: Draft;
  readonly child: Draft;
  readonly shares: boolean;
}

export function startGrowth(
  ground: Ground,
  line: OrderLine,
  outermost: string,
  room: number,
): Growth {
  const own = { nodes: [], why: [], obstacles: [], ties: [] };
  const found = { shared: new Map<string, Draft>(), counters: new Map<string, number>() };
  return { ground, line, outermost, room, full: false, ...own, ...found };
}

/** Adds a node, or notes that there is no more room. */
export function addNode(growth: Growth, node: Draft, because: string): void {
  if (growth.nodes.length >= growth.room) {
    growth.full = true;
    return;
  }
  growth.nodes.push(node);
  growth.why.push({ key: node.key, verdict: 'made', because });
}

export function addObstacle(
  growth: Growth,
  key: string,
  code: ObstacleCode,
  message: string,
): void {
  growth.obstacles.push({ key, code, message });
}

/** Names, on the node that needs them, the mandatory values that nothing gives. */
export function noteMissing(growth: Growth, node: Draft, missing: readonly string[]): void {
  if (missing.length === 0) return;
  const message = `${node.specification.name} must have a value for ${missing.join(', ')}, and nothing gives one`;
  addObstacle(growth, node.key, 'missingCharacteristic', message);
}

/** How many children of this specification the parent had so far; counts this one. */
export function nextIndex(growth: Growth, parent: string, specification: string): number {
  const name = JSON.stringify([parent, specification]);
  const index = growth.counters.get(name) ?? 0;
  growth.counters.set(name, index + 1);
  return index;
}

/** Takes over what a line grew. */
export function takeOver(growth: Growth): void {
  const { ground, line, nodes } = growth;
  // One by one: a call takes only so many arguments, and an order may have more nodes.
  nodes.forEach((node) => ground.nodes.push(node));
  growth.why.forEach((why) => ground.why.push(why));
  growth.obstacles.forEach((obstacle) => ground.obstacles.push(obstacle));
  growth.shared.forEach((node, key) => ground.shared.set(key, node));
  growth.ties.forEach((one) => tie(one, ground.backwards));
  ground.roots.set(
    line.itemId,
    nodes.filter((node) => node.relation === 'ordered' && node.itemId === line.itemId),
  );
}

/**
 * A parent waits for its children, unless they are independent. What is taken away goes from the
 * top down instead: the service stops before the resources under it are taken from it.
 */
function tie({ parent, child, shares }: Tie, backwards: boolean): void {
  if (shares) child.sharedBy.push(parent.key);
  if (child.independent) return;
  const down = child.relation === 'ordered' ? backwards : child.action === 'delete';
  if (down) child.after.push(parent.key);
  else parent.after.push(child.key);
}
