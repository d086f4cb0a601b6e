/** What the demo reads from Turnup's own API, as openapi/tsp/turnup says it. */

/** `GET /journeys/{id}`: the documents of one journey, its stages and its timeline. */
export interface Journey {
  readonly id: string;
  /** TMF state of the order that the journey is about. */
  readonly state: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly stages: readonly Stage[];
  readonly documents: readonly JourneyDocument[];
  readonly timeline: readonly TimelineEntry[];
  readonly messages: { readonly sent: number; readonly received: number };
  readonly fallouts: readonly OpenFallout[];
}

/** The stages of an order, in order. */
export const STAGES = ['submission', 'approval', 'decomposition', 'fulfilment', 'closure'] as const;

/** A stage that has begun; those to come are left out of a journey. */
export interface Stage {
  readonly name: (typeof STAGES)[number];
  readonly startedAt: string;
  readonly endedAt: string | null;
}

export interface JourneyDocument {
  /** The resource's name in its API's paths: `productOrder`, `taskFlow`, `service` … */
  readonly kind: string;
  readonly id: string;
  readonly href: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly internalState: string | null;
  readonly parent: string | null;
  readonly part: string | null;
}

export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly id: string;
  readonly action: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: string;
  readonly reason: string | null;
}

export interface OpenFallout {
  readonly id: string;
  readonly href: string;
  readonly state: string;
  readonly message: string;
}

/** `GET /journeys/{id}/graph`: what is worked on, and what waits for what. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** `from` must be completed before `to` starts. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface GraphNode {
  readonly id: string;
  readonly kind: 'order' | 'item' | 'domainOrder' | 'flow' | 'task';
  readonly name: string;
  readonly state: string;
  readonly parent: string | null;
  /** Of a task: `manual`, `api`, `fsm`, `project`, `cmdb`. */
  readonly taskKind?: string;
  readonly href?: string;
}

/** One look at a journey: both answers, read one after the other. */
export interface View {
  readonly journey: Journey;
  readonly graph: Graph;
}

/** How something stands, in the five words that the screen has a mark and a colour for. */
export type Standing = 'done' | 'running' | 'waiting' | 'trouble' | 'called off';

const STANDINGS: Readonly<Record<string, Standing>> = {
  completed: 'done',
  skipped: 'done',
  acknowledged: 'waiting',
  pending: 'waiting',
  waiting: 'waiting',
  new: 'waiting',
  draft: 'waiting',
  failed: 'trouble',
  fallout: 'trouble',
  held: 'trouble',
  hold: 'trouble',
  partial: 'trouble',
  rejected: 'trouble',
  cancelled: 'called off',
};

/** Of a state's word, internal or TMF; a word not known here counts as under way. */
export const standingOf = (state: string): Standing => STANDINGS[state] ?? 'running';

/** True when the journey's order is in a state that it does not leave (TMF622). */
export const hasEnded = (journey: Journey): boolean =>
  ['completed', 'failed', 'partial', 'rejected', 'cancelled'].includes(journey.state);
