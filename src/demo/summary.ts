import { STAGES } from './journey.js';
import type { Journey, JourneyDocument, Stage } from './journey.js';
import { PATHS } from './paths.js';

/** What a kind is called in the summary, in the order shown; kinds not named here are left out. */
const MADE: readonly (readonly [kind: string, one: string, many: string])[] = [
  ['product', 'product', 'products'],
  ['service', 'service', 'services'],
  ['resource', 'resource', 'resources'],
  ['serviceOrder', 'service order (TMF641)', 'service orders (TMF641)'],
  ['resourceOrder', 'resource order (TMF652)', 'resource orders (TMF652)'],
  ['processFlow', 'flow (TMF701)', 'flows (TMF701)'],
  ['taskFlow', 'task', 'tasks'],
];

/**
 * How the demo ended, in lines for people: what was made, how long it took, where to look further.
 * Pure.
 */
export function summaryOf(journey: Journey, baseUrl: string, staysUp: boolean): string[] {
  return [
    ...made(journey.documents),
    ...times(journey),
    `Messages: ${journey.messages.sent} sent to downstream systems, ${journey.messages.received} received.`,
    '',
    staysUp ? 'Look further:' : 'Look further (npm run demo -- --keep leaves the gateway running):',
    ...lookFurther(journey, baseUrl),
    '',
    `Order ${journey.id}: ${journey.state}.`,
  ];
}

/** A duration in the unit that reads best: `340 ms`, `2.4 s`, `3 min 5 s`. */
export function spell(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function made(documents: readonly JourneyDocument[]): string[] {
  const lines = MADE.flatMap(([kind, one, many]) => {
    const states = documents.filter((d) => d.kind === kind).map((d) => d.state ?? 'made');
    if (states.length === 0) return [];
    return [
      `  ${String(states.length).padStart(4)} ${states.length === 1 ? one : many}: ${tally(states)}`,
    ];
  });
  return ['What was made:', ...lines];
}

/** `12 active, 1 inactive`, the most frequent first. */
function tally(states: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const state of states) counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || a.localeCompare(b))
    .map(([state, count]) => (counts.size === 1 ? state : `${count} ${state}`))
    .join(', ');
}

function times(journey: Journey): string[] {
  const all = between(journey.startedAt, journey.endedAt);
  return [
    `How long it took${all === undefined ? '' : ` (${spell(all)} in all)`}:`,
    ...STAGES.map((name) => {
      const stage = journey.stages.find((one) => one.name === name);
      return `  ${name.padEnd(14)} ${timeOf(stage)}`;
    }),
  ];
}

function timeOf(stage: Stage | undefined): string {
  if (!stage) return 'not begun';
  const ms = between(stage.startedAt, stage.endedAt);
  return ms === undefined ? 'not ended' : spell(ms);
}

function between(from: string, to: string | null): number | undefined {
  return to === null ? undefined : Date.parse(to) - Date.parse(from);
}

function lookFurther({ id, documents }: Journey, base: string): string[] {
  const flow = documents.find((document) => document.kind === 'processFlow');
  return [
    `  ${base}/docs`,
    `  ${base}/journeys/${id}`,
    `  curl -s ${base}${PATHS.productOrdering}/productOrder/${id}`,
    `  curl -s ${base}${PATHS.productOrderingV5}/productOrder/${id}`,
    `  curl -s '${base}${PATHS.serviceInventory}/service?state=active&fields=name,state'`,
    `  curl -s '${base}${PATHS.resourceInventory}/resource?fields=name,resourceStatus'`,
    ...(flow ? [`  curl -s ${base}${pathOf(flow.href)}/taskFlow`] : []),
    `  curl -s ${base}/journeys/${id}/graph`,
    `  curl -s ${base}/fallouts`,
  ];
}

/** An href is a path, or absolute where PUBLIC_URL is set. */
const pathOf = (href: string): string => href.replace(/^https?:\/\/[^/]+/, '');
