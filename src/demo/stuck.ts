import { placeOf } from './changes.js';
import { standingOf } from './journey.js';
import type { View } from './journey.js';

/** Lines at most; an order that is stuck everywhere need not fill the terminal. */
const SHOWN = 12;

/**
 * What an order that has not completed is waiting for, and where to look, in lines for people.
 * Pure.
 */
export function stuckIn({ journey, graph }: View, baseUrl: string): string[] {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const open = graph.nodes
    .filter(
      (node) => node.kind === 'task' && ['running', 'trouble'].includes(standingOf(node.state)),
    )
    .map((task) => `  ${placeOf(task, nodes)} (${task.taskKind ?? 'task'}): ${task.state}`);
  const fallouts = journey.fallouts
    .filter((fallout) => ['open', 'retrying'].includes(fallout.state))
    .map((fallout) => `  fallout ${fallout.id}: ${fallout.message}`);
  return [
    `The order ${journey.id} is ${journey.state}. It waits for:`,
    ...(open.length + fallouts.length === 0 ? ['  nothing that a task or a fallout names'] : []),
    ...[...fallouts, ...open].slice(0, SHOWN),
    ...(open.length + fallouts.length > SHOWN
      ? [`  … and ${open.length + fallouts.length - SHOWN} more`]
      : []),
    'Where to look:',
    `  curl -s ${baseUrl}/journeys/${journey.id}`,
    `  curl -s ${baseUrl}/fallouts`,
    `  curl -s ${baseUrl}/health/ready`,
  ];
}
