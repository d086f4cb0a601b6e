import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { StoredDocument } from '../documents/document.js';

export interface GraphNode {
  readonly id: string;
  readonly kind: 'order' | 'item' | 'domainOrder' | 'flow' | 'task';
  readonly name: string;
  readonly state: string;
  /** The node that this one is a part of. */
  readonly parent: string | null;
  readonly taskKind?: string;
  readonly href?: string;
}

/** `from` must be completed before `to` starts. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}

interface PlanInner {
  readonly tasks?: readonly {
    readonly id: string;
    readonly name: string;
    readonly after: readonly string[];
  }[];
  readonly releases?: readonly string[];
}

/** The plan of a journey as nodes and edges: what the API answers and the console draws. Pure. */
export function journeyGraph(
  id: string,
  documents: readonly StoredDocument[],
): { id: string; nodes: GraphNode[]; edges: GraphEdge[] } {
  const root = documents.find((document) => document.id === id);
  const nodes = documents.flatMap((document) => nodesOf(document, root));
  const edges = documents.filter(({ kind }) => kind === 'processFlow').flatMap(edgesOf);
  return { id, nodes, edges };
}

function nodesOf(document: StoredDocument, root: StoredDocument | undefined): GraphNode[] {
  const { id, kind, parent, part, body } = document;
  const base = {
    id,
    name: nameOf(document),
    state: textOf(body['state']),
    href: textOf(body['href']),
  };
  if (document === root) return [{ ...base, kind: 'order', parent: null }, ...itemsOf(document)];
  switch (kind) {
    case 'serviceOrder':
    case 'resourceOrder':
      return [
        {
          ...base,
          kind: 'domainOrder',
          parent: root && part !== null ? `${root.id}/${part}` : parent,
        },
      ];
    case 'processFlow':
      return [{ ...base, kind: 'flow', parent }];
    case 'taskFlow':
      return [taskNode(base, document)];
    default:
      return [];
  }
}

function taskNode(
  base: Pick<GraphNode, 'id' | 'name' | 'state'>,
  { inner, parent }: StoredDocument,
): GraphNode {
  const rule = inner['rule'] as { title?: string; kind?: string } | undefined;
  const kind = rule?.kind === undefined ? {} : { taskKind: rule.kind };
  return { ...base, name: rule?.title ?? base.name, kind: 'task', parent, ...kind };
}

const textOf = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

function itemsOf(root: StoredDocument): GraphNode[] {
  const attribute = root.kind === 'productOrder' ? 'productOrderItem' : 'serviceOrderItem';
  const visit = (item: JsonObject, parent: string): GraphNode[] => {
    const id = `${root.id}/${String(item['id'])}`;
    const thing = (item['product'] ?? item['service'] ?? {}) as JsonObject;
    const offering = (item['productOffering'] ?? {}) as JsonObject;
    const name = String(thing['name'] ?? offering['name'] ?? `item ${String(item['id'])}`);
    const nested = (item[attribute] ?? []) as JsonObject[];
    const node: GraphNode = { id, kind: 'item', name, state: String(item['state'] ?? ''), parent };
    return [node, ...nested.flatMap((part) => visit(part, id))];
  };
  return ((root.body[attribute] ?? []) as JsonObject[]).flatMap((item) => visit(item, root.id));
}

function edgesOf(flow: StoredDocument): GraphEdge[] {
  const { tasks = [], releases = [] } = flow.inner as unknown as PlanInner;
  const byName = new Map(tasks.map((task) => [task.name, task.id]));
  const inside = tasks.flatMap((task) =>
    task.after.map((name) => ({ from: byName.get(name) ?? '', to: task.id })),
  );
  return [...inside, ...releases.map((to) => ({ from: flow.id, to }))];
}

function nameOf({ id, body }: StoredDocument): string {
  const name =
    body['name'] ??
    body['description'] ??
    body['processFlowSpecification'] ??
    body['taskFlowSpecification'];
  return typeof name === 'string' ? name : id;
}
