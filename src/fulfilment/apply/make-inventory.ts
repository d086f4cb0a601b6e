import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { NewDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { productBody, resourceBody, serviceBody, type Origin } from '../bodies/inventory.js';
import { refTo } from '../bodies/references.js';
import type { Node } from '../model.js';
import type { Link } from './inner.js';

/** Node key -> the inventory that stands for it. */
export type Inventory = ReadonlyMap<string, StoredDocument>;

/**
 * Makes the inventory of every node that has none yet, inactive, children first so that each names
 * what realises it (TMF637 realizingService, TMF638 supportingService and supportingResource).
 */
export async function makeInventory(
  unit: Unit,
  root: StoredDocument,
  nodes: readonly Node[],
  made: Readonly<Record<string, Link>>,
  offerings: ReadonlyMap<string, JsonObject>,
): Promise<Inventory> {
  const inventory = new Map(await present(unit, nodes, made));
  const supports = supportsByParent(nodes);
  for (const node of [...nodes].reverse()) {
    if (inventory.has(node.key)) continue;
    const children = (supports.get(node.key) ?? []).flatMap((key) => inventory.get(key) ?? []);
    inventory.set(node.key, unit.create(newInventory(unit, root, node, children, offerings)));
  }
  return inventory;
}

/** What was made before, or stands at account scope already. */
async function present(
  unit: Unit,
  nodes: readonly Node[],
  made: Readonly<Record<string, Link>>,
): Promise<[string, StoredDocument][]> {
  const found: [string, StoredDocument][] = [];
  for (const kind of ['product', 'service', 'resource'] as const) {
    const wanted = nodes.filter((node) => node.kind === kind);
    const idOf = (node: Node) => made[node.key]?.id ?? sharedId(node);
    const ids = wanted.flatMap((node) => idOf(node) ?? []);
    const byId = new Map((await unit.getMany(kind, [...new Set(ids)])).map((d) => [d.id, d]));
    for (const node of wanted) {
      const document = byId.get(idOf(node) ?? '');
      if (document) found.push([node.key, document]);
    }
  }
  return found;
}

/** What an account shares has an id of its own making, so that two orders mean the same thing. */
function sharedId(node: Node): string | undefined {
  return node.shareKey;
}

function supportsByParent(nodes: readonly Node[]): Map<string, string[]> {
  const supports = new Map<string, string[]>();
  for (const node of nodes) {
    for (const parent of [node.parent, ...node.sharedBy]) {
      if (parent !== null) supports.set(parent, [...(supports.get(parent) ?? []), node.key]);
    }
  }
  return supports;
}

function newInventory(
  unit: Unit,
  order: StoredDocument,
  node: Node,
  children: readonly StoredDocument[],
  offerings: ReadonlyMap<string, JsonObject>,
): NewDocument {
  const origin: Origin = { order, itemId: node.itemId, at: unit.now.toISOString() };
  const shared = sharedId(node);
  return {
    kind: node.kind,
    ...(shared !== undefined && { id: shared }),
    state: { product: 'created', service: 'designed', resource: 'planned' }[node.kind],
    journey: order.journey,
    part: node.itemId,
    body: { ...bodyOf(node, origin, offerings), ...links(node, children) },
    inner: { node: node.key, ...(node.action === 'delete' && { ending: true }) },
  };
}

function bodyOf(
  node: Node,
  origin: Origin,
  offerings: ReadonlyMap<string, JsonObject>,
): JsonObject {
  switch (node.kind) {
    case 'product':
      return productBody(
        node,
        node.parent === null ? offerings.get(node.itemId) : undefined,
        origin,
      );
    case 'service':
      return serviceBody(node, origin);
    case 'resource':
      return resourceBody(node, origin);
    default:
      return node.kind satisfies never;
  }
}

const NAMES = {
  product: {
    service: 'realizingService',
    resource: 'realizingResource',
    product: 'productRelationship',
  },
  service: { service: 'supportingService', resource: 'supportingResource', product: '' },
  resource: { service: '', resource: 'supportingResource', product: '' },
} as const;

function links(node: Node, children: readonly StoredDocument[]): JsonObject {
  const byName: Record<string, JsonObject[]> = {};
  for (const child of children) {
    const name = NAMES[node.kind][child.kind as Node['kind']];
    const type = child.kind.charAt(0).toUpperCase() + child.kind.slice(1);
    const ref = refTo(child, type, String(child.body['name'] ?? ''));
    const link =
      name === 'productRelationship'
        ? { relationshipType: 'bundles', product: ref, '@type': 'ProductRelationship' }
        : ref;
    if (name !== '') byName[name] = [...(byName[name] ?? []), link];
  }
  return byName;
}
