import { PRESET_FLOWS } from '../../mappings/flows/presets.js';
import type { FlowRule, Node, Served } from './model.js';

/** Finds the flow of a node. */
export interface FlowMatch {
  readonly flow: FlowRule;
  /** True when the flow names this specification, by id or name. */
  readonly isOwn: boolean;
}

/** Flows by what they serve, so that a large book costs nothing per node. */
export type FlowBook = (node: Pick<Node, 'kind' | 'specification'>) => FlowMatch | undefined;

/**
 * Opens the flows: for a node the most specific one that serves it, by id before name before type
 * before kind; of equals the last, which is the newest written; then the presets, when they are on.
 */
export function openFlows(flows: readonly FlowRule[], preset: boolean): FlowBook {
  const written = [...flows].reverse();
  const presets: readonly FlowRule[] = preset ? PRESET_FLOWS : [];
  const known = new Map<string, FlowMatch | undefined>();
  return (node) => {
    const { id, revision } = node.specification;
    const name = JSON.stringify([node.kind, id, revision]);
    if (!known.has(name)) known.set(name, best(written, node) ?? best(presets, node));
    return known.get(name);
  };
}

function best(flows: readonly FlowRule[], node: Parameters<FlowBook>[0]): FlowMatch | undefined {
  let found: FlowMatch | undefined;
  let most = -1;
  for (const flow of flows) {
    const weight = Math.max(...servedBy(flow).map((served) => weigh(served, node)));
    if (weight <= most) continue;
    most = weight;
    found = { flow, isOwn: weight >= WEIGHT.name };
  }
  return found;
}

function servedBy(flow: FlowRule): Served[] {
  return [flow.specification, ...(flow.alsoServes ?? [])];
}

const WEIGHT = { id: 8, name: 4, type: 2, kind: 1 } as const;

/**
 * How closely a flow is meant for the node; -1 when it is not. One that says nothing at all serves
 * nothing.
 */
function weigh(served: Served, { kind, specification }: Parameters<FlowBook>[0]): number {
  const said = (['id', 'name', 'type', 'kind'] as const).filter((at) => served[at] !== undefined);
  if (said.length === 0) return -1;
  const types = specification.type.toLowerCase().split(' ');
  const holds = {
    id: served.id === specification.id,
    name: served.name === specification.name,
    type: types.includes(served.type?.toLowerCase() ?? ''),
    kind: served.kind === kind,
  };
  let weight = 0;
  for (const attribute of said) {
    if (served[attribute] === '*') continue;
    if (!holds[attribute]) return -1;
    weight += WEIGHT[attribute];
  }
  return weight;
}
