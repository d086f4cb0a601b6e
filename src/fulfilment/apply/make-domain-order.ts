import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { resourceOrderBody, serviceOrderBody } from '../bodies/domain-order.js';
import { taskFlowBody } from '../bodies/flow.js';
import type { Node, PlannedTask } from '../model.js';
import type { PlannedOrder } from '../plan.js';
import { asInner, type DomainOrderInner, type TaskInner } from './inner.js';
import type { Inventory } from './make-inventory.js';

/** What flows are made for. */
export interface FlowGround {
  readonly root: StoredDocument;
  /** Lines of the root order. */
  readonly lines: number;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly inventory: Inventory;
}

/** The domain order of a planned one; its process flow is made by make-flows. */
export function makeDomainOrder(
  unit: Unit,
  ground: FlowGround,
  planned: PlannedOrder,
  inventory: StoredDocument,
  flow: string,
): StoredDocument {
  const node = ground.nodes.get(planned.nodeKey);
  if (!node) throw new Error(`no node ${planned.nodeKey}`);
  const at = unit.now.toISOString();
  const body = planned.kind === 'serviceOrder' ? serviceOrderBody : resourceOrderBody;
  const inner: DomainOrderInner = {
    itemId: planned.itemId,
    inventory: { kind: inventory.kind, id: inventory.id },
    flow,
  };
  return unit.create({
    kind: planned.kind,
    state: 'acknowledged',
    journey: ground.root.journey,
    parent: ground.root.id,
    part: planned.itemId,
    body: { ...body(node, inventory, ground.root, at), state: 'acknowledged' } as JsonObject,
    inner: asInner(inner),
  });
}

/** The task flows of a process flow, waiting, and what the flow remembers of each. */
export function makeTasks(
  unit: Unit,
  ground: FlowGround,
  planned: PlannedOrder,
  order: StoredDocument,
  inventory: StoredDocument,
  flowId: string,
) {
  return planned.tasks.map((rule) => {
    const inner: TaskInner = {
      rule,
      action: planned.action,
      root: {
        kind: ground.root.kind,
        id: ground.root.id,
        href: String(ground.root.body['href'] ?? ''),
      },
      itemId: planned.itemId,
      order: { kind: order.kind, id: order.id },
      inventory: { kind: inventory.kind, id: inventory.id },
      revision: 0,
      sequence: 0,
    };
    const document = unit.create({
      kind: 'taskFlow',
      state: 'waiting',
      journey: ground.root.journey,
      parent: flowId,
      part: planned.itemId,
      body: { ...taskFlowBody(rule, order, inventory), state: 'new' },
      inner: asInner(inner),
    });
    const task: PlannedTask = {
      name: rule.name,
      id: document.id,
      kind: rule.kind,
      after: rule.after,
      state: 'waiting',
    };
    return { document, planned: task };
  });
}
