import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { readLines, readServiceLines } from '../check-order.js';
import { decompose } from '../decompose.js';
import type { Catalog, Decomposition, FlowRule, OrderLine } from '../model.js';
import { plan, type FlowPlan } from '../plan.js';
import { beginOrder } from './begin-order.js';
import { readCatalog, readFlows } from './catalog.js';
import { innerOf, type FlowInner, type OrderInner } from './inner.js';
import { makeFlows } from './make-flows.js';
import { makeInventory, type Inventory } from './make-inventory.js';
import { settleObstacles, type ItemObstacle } from './obstacles.js';
import { askRollUp } from './roll-up.js';
import { startFlows } from './start-flows.js';

/** What an operator chose about plans. */
export interface PlanSettings {
  /** Specifications without a flow of their own get the preset one. */
  readonly preset: boolean;
}

/** Things that one order may make: a runaway catalog ends as a fallout, a large order does not. */
const NODES_LEAST = 10_000;
const NODES_PER_LINE = 50;

const NOTHING: OrderInner = { made: {}, flows: {}, products: {}, obstacles: {}, suppressed: [] };

/**
 * Decomposes approved orders and starts what can start. An order that was decomposed before gets
 * only what is missing, so that a repaired catalog lets it go on. The catalog is read once for all
 * orders of the unit.
 */
export async function decomposeOrders(
  unit: Unit,
  orders: readonly StoredDocument[],
  settings: PlanSettings,
): Promise<void> {
  const lines = orders.map((order) =>
    order.kind === 'productOrder' ? readLines(order.body) : readServiceLines(order.body),
  );
  const catalog = await readCatalog(unit, rootsOf(lines.flat()));
  const flows = await readFlows(unit);
  for (const [index, order] of orders.entries()) {
    await decomposeOrder(unit, order, lines[index] ?? [], { catalog, flows, settings });
  }
}

interface Rules {
  readonly catalog: Catalog;
  readonly flows: readonly FlowRule[];
  readonly settings: PlanSettings;
}

async function decomposeOrder(
  unit: Unit,
  order: StoredDocument,
  lines: readonly OrderLine[],
  rules: Rules,
): Promise<void> {
  const before = { ...NOTHING, ...innerOf<Partial<OrderInner>>(order) };
  const tree = decompose(lines, rules.catalog, {
    maxNodes: NODES_LEAST + NODES_PER_LINE * lines.length,
  });
  const work = plan(tree, rules.flows, rules.settings);
  const inventory = await makeInventory(unit, order, tree.nodes, before.made, offeringsOf(order));
  const nodes = new Map(tree.nodes.map((node) => [node.key, node]));
  const ground = { root: order, lines: lines.length, nodes, inventory };
  const flows = await makeFlows(unit, ground, work.orders, before.flows);
  const obstacles = await settleObstacles(
    unit,
    order,
    before.obstacles,
    obstaclesOf(tree, work, lines),
  );
  const inner = remember(before, tree, inventory, flows, obstacles);
  beginOrder(unit, order, inner, inventory, tree.nodes);
  await startFlows(
    unit,
    [...flows.values()].filter(
      (flow) =>
        before.flows[innerOf<FlowInner>(flow).key] === undefined ||
        innerOf<FlowInner>(flow).waitsFor.length === 0,
    ),
  );
  const { length: stoodStill } = Object.keys({ ...before.obstacles, ...obstacles });
  if (work.orders.length === 0 || stoodStill > 0)
    askRollUp(unit, order.id, order.kind, order.journey, 0);
}

function rootsOf(lines: readonly OrderLine[]) {
  return {
    offerings: lines.flatMap((line) => line.offering ?? []),
    specifications: lines.map((line) => line.specification),
  };
}

function remember(
  before: OrderInner,
  tree: Decomposition,
  inventory: Inventory,
  flows: ReadonlyMap<string, StoredDocument>,
  obstacles: OrderInner['obstacles'],
): OrderInner {
  const products: Record<string, string[]> = {};
  for (const node of tree.nodes) {
    const id = inventory.get(node.key)?.id;
    if (node.kind === 'product' && id !== undefined)
      products[node.itemId] = [...(products[node.itemId] ?? []), id];
  }
  return {
    made: {
      ...before.made,
      ...Object.fromEntries([...inventory].map(([key, { kind, id }]) => [key, { kind, id }])),
    },
    flows: {
      ...before.flows,
      ...Object.fromEntries([...flows].map(([key, flow]) => [key, flow.id])),
    },
    products,
    obstacles,
    suppressed: tree.why
      .filter((why) => why.verdict !== 'made')
      .map(({ key, because }) => ({ key, because })),
  };
}

function obstaclesOf(
  tree: Decomposition,
  work: FlowPlan,
  lines: readonly OrderLine[],
): ItemObstacle[] {
  const itemOf = new Map(tree.nodes.map((node) => [node.key, node.itemId]));
  return [...tree.obstacles, ...work.obstacles].map((obstacle) => ({
    ...obstacle,
    itemId:
      itemOf.get(obstacle.key) ??
      lines.find((line) => obstacle.key.startsWith(`${line.itemId}/`))?.itemId ??
      lines[0]?.itemId ??
      '',
  }));
}

function offeringsOf(order: StoredDocument): Map<string, JsonObject> {
  const found = new Map<string, JsonObject>();
  const visit = (item: JsonObject): void => {
    const offering = item['productOffering'] as JsonObject | undefined;
    if (offering) found.set(String(item['id']), offering);
    ((item['productOrderItem'] ?? []) as JsonObject[]).forEach(visit);
  };
  ((order.body['productOrderItem'] ?? []) as JsonObject[]).forEach(visit);
  return found;
}
