import { expectStatus, type Api } from './api.js';
import { eventually } from './eventually.js';
import { orderOf, PATHS } from './small-catalog.js';

/** A document of a journey as `GET /journeys/{id}` lists it. */
export interface Part {
  readonly kind: string;
  readonly id: string;
  readonly name: string | null;
  readonly state: string;
  readonly internalState: string | null;
  readonly parent: string | null;
  /** The line of the order that it belongs to. */
  readonly part: string | null;
}

/** A journey as far as tests look at it. */
export interface Journey {
  readonly state: string;
  readonly documents: readonly Part[];
  readonly timeline: readonly {
    readonly kind: string;
    readonly id: string;
    readonly action: string;
    readonly to: string | null;
    readonly actor: string;
    readonly reason: string | null;
  }[];
  readonly openFallouts: number;
}

/** Places an order of so many lines and answers its id, which is that of its journey. */
export async function placeOrder(api: Api, offering: string, lines = 1): Promise<string> {
  const placed = api.post<{ id: string }>(`${PATHS.order}/productOrder`, orderOf(offering, lines));
  return expectStatus(await placed, 201).id;
}

export async function journeyOf(api: Api, id: string): Promise<Journey> {
  return expectStatus(await api.get<Journey>(`/journeys/${id}`), 200);
}

/** The journey once its order is in this state. */
export function comesTo(api: Api, id: string, state: string): Promise<Journey> {
  return eventually(`order ${id} is ${state}`, async () => {
    const journey = await journeyOf(api, id);
    return journey.state === state ? journey : undefined;
  });
}

/** The states that clients see of a journey's documents of one kind. */
export const statesOf = ({ documents }: Journey, kind: string): string[] =>
  documents.filter((document) => document.kind === kind).map(({ state }) => state);
