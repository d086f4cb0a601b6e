import { expectStatus, type Api } from './api.js';

/** Who acts in tests, and why. */
export const BY_HAND = { actor: 'orderDesk', reason: 'looked into it' } as const;

/** A fallout as far as tests look at it. */
export interface Fallout {
  readonly id: string;
  readonly state: string;
  readonly class: string;
  readonly cause: string;
  readonly message: string;
  readonly owner: string;
  readonly dueAt: string;
  readonly attempts: readonly { readonly outcome: string; readonly note?: string }[];
  readonly task?: { readonly id: string; readonly name: string; readonly kind: string };
  readonly order: { readonly id: string; readonly itemId: string };
  readonly journey: string;
  readonly resolution?: {
    readonly action: string;
    readonly actor: string;
    readonly reason: string;
  };
}

/** Fallouts in this state, the newest first. */
export async function falloutsIn(api: Api, state: string): Promise<readonly Fallout[]> {
  return expectStatus(await api.get<Fallout[]>(`/fallouts?state=${state}&limit=1000`), 200);
}

/** Retries every open fallout; answers how many there were. */
export async function retryAll(api: Api): Promise<number> {
  const open = await falloutsIn(api, 'open');
  for (const { id } of open) expectStatus(await api.post(`/fallouts/${id}/retry`, BY_HAND), 200);
  return open.length;
}
