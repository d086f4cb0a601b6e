import { STAGES, standingOf } from './journey.js';
import type { GraphNode, Stage, Standing, View } from './journey.js';

/** A stretch of a line with what it says to the eye; the screen gives it a colour. */
export interface Span {
  readonly text: string;
  readonly tone: Standing | 'plain' | 'strong' | 'faint';
}
export type Line = readonly Span[];

/** One mark per standing; readable without colours. */
export const MARKS: Readonly<Record<Standing, string>> = {
  done: '✓',
  running: '◐',
  waiting: '○',
  trouble: '!',
  'called off': '×',
};

/**
 * A journey as lines: progress, stages, then order, items, domain orders, and each one's flow with
 * its tasks on its line. With `maxLines`, what is finished and what has not begun is folded first,
 * then the rest is cut with a line that says how many are hidden. Pure.
 */
export function treeOf(view: View, maxLines = Number.POSITIVE_INFINITY): Line[] {
  const head = [progressLine(view), stagesLine(view.journey.stages), []];
  const branches = branchesOf(view);
  const full = branches.flatMap((branch) => linesOf(branch, 0, () => false));
  if (head.length + full.length <= maxLines) return [...head, ...full];
  const folded = branches.flatMap((branch) => linesOf(branch, 0, isQuiet));
  return [...head, ...cut(folded, Math.max(1, maxLines - head.length))];
}

/** The words of a line, without tones. */
export const textOf = (line: Line): string => line.map((span) => span.text).join('');

/**
 * A node with what is below it; tasks hang directly on their domain order (or on what has no domain
 * order).
 */
interface Branch {
  readonly node: GraphNode;
  readonly branches: readonly Branch[];
  readonly tasks: readonly GraphNode[];
}

function branchesOf({ graph }: View): Branch[] {
  const byParent = new Map<string | null, GraphNode[]>();
  const known = new Set(graph.nodes.map((node) => node.id));
  for (const node of graph.nodes) {
    const parent = node.parent !== null && known.has(node.parent) ? node.parent : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), node]);
  }
  const childrenOf = (node: GraphNode) => byParent.get(node.id) ?? [];
  const grow = (node: GraphNode): Branch => {
    const below = childrenOf(node);
    const flows = below.filter((child) => child.kind === 'flow');
    return {
      node,
      branches: below.filter((child) => child.kind !== 'flow' && child.kind !== 'task').map(grow),
      tasks: [...below, ...flows.flatMap(childrenOf)].filter((child) => child.kind === 'task'),
    };
  };
  return (byParent.get(null) ?? []).map(grow);
}

function linesOf(branch: Branch, depth: number, fold: (branch: Branch) => boolean): Line[] {
  const folded = branch.branches.length > 0 && fold(branch);
  const own = nodeLine(branch, depth, folded);
  if (folded) return [own];
  return [own, ...branch.branches.flatMap((below) => linesOf(below, depth + 1, fold))];
}

/** Nothing to watch there: all of it is finished, or none of it has begun. */
const isQuiet = (branch: Branch): boolean => {
  const standings = new Set(everythingIn(branch).map((node) => standingOf(node.state)));
  return standings.size === 1 && (standings.has('done') || standings.has('waiting'));
};

const everythingIn = (branch: Branch): GraphNode[] => [
  branch.node,
  ...branch.tasks,
  ...branch.branches.flatMap(everythingIn),
];

function nodeLine({ node, tasks, branches }: Branch, depth: number, folded: boolean): Line {
  const standing = standingOf(node.state);
  const loud = node.kind === 'order' || node.kind === 'item';
  const hidden = folded ? `  +${everythingIn({ node, tasks, branches }).length - 1}` : '';
  return [
    { text: '  '.repeat(depth), tone: 'plain' },
    { text: `${MARKS[standing]} `, tone: standing },
    { text: node.name, tone: loud ? 'strong' : 'plain' },
    { text: ` ${node.state}${hidden}`, tone: 'faint' },
    ...tasks.flatMap(taskSpans),
  ];
}

function taskSpans(task: GraphNode): Span[] {
  const standing = standingOf(task.state);
  const kind = task.taskKind ? `${task.taskKind}:` : '';
  return [{ text: `  ${MARKS[standing]} ${kind}${task.name}`, tone: standing }];
}

function cut(lines: readonly Line[], room: number): Line[] {
  if (lines.length <= room) return [...lines];
  const hidden = lines.length - room + 1;
  return [...lines.slice(0, room - 1), [{ text: `  … ${hidden} more lines`, tone: 'faint' }]];
}

const BAR_CELLS = 24;

/** A progress bar of fixed width. */
export function bar(done: number, total: number): string {
  const cells = cellsOf(done, total);
  return '█'.repeat(cells) + '░'.repeat(BAR_CELLS - cells);
}

const cellsOf = (done: number, total: number): number =>
  total === 0 ? 0 : Math.floor((Math.min(done, total) / total) * BAR_CELLS);

function progressLine({ graph, journey }: View): Line {
  const tasks = graph.nodes.filter((node) => node.kind === 'task');
  const done = tasks.filter((task) => standingOf(task.state) === 'done').length;
  return [
    { text: bar(done, tasks.length), tone: 'done' },
    { text: `  ${done} of ${tasks.length} tasks`, tone: 'strong' },
    { text: `  order ${journey.state}`, tone: standingOf(journey.state) },
  ];
}

function stagesLine(stages: readonly Stage[]): Line {
  return STAGES.map((name, at) => {
    const standing = standingOfStage(stages.find((stage) => stage.name === name));
    return { text: `${at === 0 ? '' : '  '}${MARKS[standing]} ${name}`, tone: standing };
  });
}

function standingOfStage(stage: Stage | undefined): Standing {
  if (!stage) return 'waiting';
  return stage.endedAt === null ? 'running' : 'done';
}
