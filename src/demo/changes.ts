import type { GraphNode, View } from './journey.js';

/**
 * What is different between two looks at a journey, one line each: stages begun and ended, nodes
 * that are new in a state other than the first ones seen, nodes that changed their state, fallouts.
 * Pure; nothing different, no line.
 */
export function changesBetween(before: View | undefined, after: View): string[] {
  return [
    ...stageChanges(before, after),
    ...falloutChanges(before, after),
    ...nodeChanges(before, after),
  ];
}

const WORDS: Readonly<Record<GraphNode['kind'], string>> = {
  order: 'order',
  item: 'item',
  domainOrder: 'domain order',
  flow: 'flow',
  task: 'task',
};

function stageChanges(before: View | undefined, after: View): string[] {
  return after.journey.stages.flatMap((stage) => {
    const was = before?.journey.stages.find((other) => other.name === stage.name);
    const begun = was === undefined;
    const ended = stage.endedAt !== null && (was?.endedAt ?? null) === null;
    return [
      ...(begun ? [`stage ${stage.name}: begun`] : []),
      ...(ended ? [`stage ${stage.name}: done`] : []),
    ];
  });
}

function falloutChanges(before: View | undefined, after: View): string[] {
  const known = new Map(before?.journey.fallouts.map((fallout) => [fallout.id, fallout.state]));
  return after.journey.fallouts
    .filter((fallout) => known.get(fallout.id) !== fallout.state)
    .map((fallout) => `fallout ${fallout.id}: ${fallout.state}: ${fallout.message}`);
}

function nodeChanges(before: View | undefined, after: View): string[] {
  const known = new Map(before?.graph.nodes.map((node) => [node.id, node.state]));
  const nodes = new Map(after.graph.nodes.map((node) => [node.id, node]));
  return after.graph.nodes
    .filter((node) => known.get(node.id) !== node.state)
    .map((node) => `${WORDS[node.kind]} ${placeOf(node, nodes)}: ${node.state}`);
}

/**
 * The node's name with the names of what it is in, so that «install» says where: «Headquarters /
 * Router / install».
 */
export function placeOf(node: GraphNode, nodes: ReadonlyMap<string, GraphNode>): string {
  const names: string[] = [];
  const seen = new Set<string>();
  let at: GraphNode | undefined = node;
  while (at && !seen.has(at.id) && (at === node || at.kind !== 'order')) {
    seen.add(at.id);
    if (at.kind !== 'flow' || at === node) names.unshift(at.name);
    at = at.parent === null ? undefined : nodes.get(at.parent);
  }
  return names.join(' / ');
}
