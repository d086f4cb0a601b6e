import { randomUUID } from 'node:crypto';
import { expectStatus, type Api } from './api.js';
import { orderOf, PATHS } from './small-catalog.js';

/**
 * Orders placed over TMF622, each under an Idempotency-Key of its own: where no answer came, the
 * same order is placed again under the same key, as a careful client does.
 */
export interface OrderBook {
  /**
   * Places so many at once and answers the ids of those that were accepted. One that is refused
   * fails; one without an answer is kept to be placed again.
   */
  place(api: Api, count: number): Promise<string[]>;
  /** Places again what got no answer, and answers the ids. */
  placeAgain(api: Api): Promise<string[]>;
  /** How many orders there are, accepted or not yet answered. */
  size(): number;
  /** Ids of the accepted orders. */
  accepted(): readonly string[];
}

/** Every order has `lines` lines of this offering. */
export function openOrderBook(offering: string, lines: number): OrderBook {
  const body = orderOf(offering, lines);
  const unanswered = new Set<string>();
  const accepted: string[] = [];

  const placeOne = async (api: Api, key: string): Promise<string | undefined> => {
    unanswered.add(key);
    const answer = await api
      .post<{ id: string }>(`${PATHS.order}/productOrder`, body, { 'idempotency-key': key })
      .catch(() => undefined);
    if (!answer) return undefined;
    const { id } = expectStatus(answer, 201);
    unanswered.delete(key);
    accepted.push(id);
    return id;
  };
  const placeAll = async (api: Api, keys: readonly string[]): Promise<string[]> => {
    const ids = await Promise.all(keys.map((key) => placeOne(api, key)));
    return ids.filter((id) => id !== undefined);
  };

  return {
    place: (api, count) =>
      placeAll(
        api,
        Array.from({ length: count }, () => randomUUID()),
      ),
    placeAgain: (api) => placeAll(api, [...unanswered]),
    size: () => accepted.length + unanswered.size,
    accepted: () => accepted,
  };
}
