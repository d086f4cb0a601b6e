import type { Graph, GraphNode, Journey, View } from '../../../src/demo/journey.js';

/**
 * A small journey to draw: one order, two items, three domain orders; states are given by node id.
 */
export function viewOf(
  states: Readonly<Record<string, string>> = {},
  journey: Partial<Journey> = {},
): View {
  return { journey: journeyOf(states, journey), graph: graphOf(states) };
}

function journeyOf(states: Readonly<Record<string, string>>, over: Partial<Journey>): Journey {
  return {
    id: 'o1',
    state: states['o1'] ?? 'inProgress',
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    stages: [
      {
        name: 'submission',
        startedAt: '2026-01-01T00:00:00.000Z',
        endedAt: '2026-01-01T00:00:00.040Z',
      },
      { name: 'approval', startedAt: '2026-01-01T00:00:00.040Z', endedAt: null },
    ],
    documents: [],
    timeline: [],
    messages: { sent: 0, received: 0 },
    fallouts: [],
    ...over,
  };
}

function graphOf(states: Readonly<Record<string, string>>): Graph {
  const node = (
    kind: GraphNode['kind'],
    id: string,
    parent: string | null,
    name: string,
    taskKind?: string,
  ): GraphNode => ({
    id,
    kind,
    name,
    state: states[id] ?? 'waiting',
    parent,
    ...(taskKind !== undefined && { taskKind }),
  });
  return {
    nodes: [
      node('order', 'o1', null, 'Order 1'),
      node('item', 'i1', 'o1', 'Access'),
      node('domainOrder', 'd1', 'i1', 'Fibre access'),
      node('flow', 'f1', 'd1', 'Fibre flow'),
      node('task', 't1', 'f1', 'build', 'project'),
      node('task', 't2', 'f1', 'register', 'cmdb'),
      node('domainOrder', 'd2', 'i1', 'IP routing'),
      node('task', 't3', 'd2', 'approve', 'manual'),
      node('item', 'i2', 'o1', 'Router'),
      node('domainOrder', 'd3', 'i2', 'Site router'),
      node('flow', 'f3', 'd3', 'Router flow'),
      node('task', 't4', 'f3', 'install', 'fsm'),
    ],
    edges: [{ from: 't1', to: 't2' }],
  };
}
