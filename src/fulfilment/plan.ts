import { openFlows } from './match-flow.js';
import type { FlowMatch } from './match-flow.js';
import type { Decomposition, FlowRule, Node, Obstacle, TaskRule } from './model.js';
import { waitsOf } from './waits.js';

export { checkFlow } from './check-flow.js';
export { readFlowRule } from './flow-rule.js';
export { flowState, nextTasks } from './flow-state.js';

/** A domain order to make, with its flow pinned. */
export interface PlannedOrder {
  /** The node's key: one order a node. */
  readonly key: string;
  readonly nodeKey: string;
  readonly kind: 'serviceOrder' | 'resourceOrder';
  readonly itemId: string;
  readonly action: Node['action'];
  readonly flow: Pick<FlowRule, 'id' | 'version' | 'revision' | 'name'>;
  readonly tasks: readonly TaskRule[];
  /**
   * Keys of what must be completed first. One that is no order of this plan is kept back by an
   * obstacle: whoever waits for it waits until it is planned.
   */
  readonly waitsFor: readonly string[];
}

export interface FlowPlan {
  /** In the order of the nodes. None for a node that an obstacle keeps from being worked on. */
  readonly orders: readonly PlannedOrder[];
  /** What the plan adds to the obstacles of the decomposition: nodes that no flow serves. */
  readonly obstacles: readonly Obstacle[];
}

export interface FlowSettings {
  /** True: what no written flow serves gets a preset one. False: it is an obstacle. */
  readonly preset: boolean;
}

/**
 * One domain order for each service and resource that decomposition found work for. Products make
 * inventory alone; one that nothing below realises, but that has a flow of its own, gets a service
 * order, so that its tasks have a home. What an obstacle keeps back is left out, and only what
 * depends on it waits. Pure.
 */
export function plan(
  decomposition: Decomposition,
  flows: readonly FlowRule[],
  settings: FlowSettings,
): FlowPlan {
  const findFlow = openFlows(flows, settings.preset);
  const works = worksOf(decomposition.nodes, findFlow);
  const unserved = works.filter((work) => !work.match).map(({ node }) => noRule(node));
  const blocked = new Set([...decomposition.obstacles, ...unserved].map(({ key }) => key));
  const waits = waitsOf(decomposition.nodes, new Set(works.map(({ node }) => node.key)), blocked);
  const orders = works.flatMap(({ node, match }) =>
    match && !blocked.has(node.key) ? [orderOf(node, match, waits.get(node.key) ?? [])] : [],
  );
  return { orders, obstacles: unserved };
}

interface Work {
  readonly node: Node;
  readonly match: FlowMatch | undefined;
}

/** Nodes that need an order, and the flow that they would have. */
function worksOf(nodes: readonly Node[], findFlow: ReturnType<typeof openFlows>): Work[] {
  const realised = realisedProducts(nodes);
  return nodes.flatMap((node) => {
    if (node.action === 'noChange') return [];
    const match = findFlow(node);
    if (node.kind !== 'product') return [{ node, match }];
    return match?.isOwn && !realised.has(node.key) ? [{ node, match }] : [];
  });
}

/** Products with a service or resource right below them. */
function realisedProducts(nodes: readonly Node[]): Set<string | null> {
  const below = nodes.filter((node) => node.kind !== 'product');
  return new Set(below.flatMap((node) => [node.parent, ...node.sharedBy]));
}

function orderOf(node: Node, { flow }: FlowMatch, waitsFor: readonly string[]): PlannedOrder {
  const { id, version, revision, name } = flow;
  return {
    key: node.key,
    nodeKey: node.key,
    kind: node.kind === 'resource' ? 'resourceOrder' : 'serviceOrder',
    itemId: node.itemId,
    action: node.action,
    flow: { id, version, revision, name },
    tasks: flow.tasks,
    waitsFor,
  };
}

function noRule({ key, kind, specification }: Node): Obstacle {
  const message = `no flow serves the ${kind} specification ${specification.name}`;
  return { key, code: 'noRule', message };
}
