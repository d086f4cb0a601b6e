import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Reply, Request, Send } from './http-client.js';
import { asObject, asText, conflictOf, isAway, isDone, requestIn, troubleOf } from './replies.js';
import { Refused } from './trouble.js';

/** A service order at its server. */
export interface Placed {
  /** As the server has it; empty where it did not say. */
  readonly order: JsonObject;
  /** Where it can be looked at; left out where the server gave neither an id nor an address. */
  readonly at?: string;
}

/** What a search found. `cannotSearch`: the server does not list its orders by externalId. */
export type Found = Placed | 'nothing' | 'cannotSearch';

/**
 * Servers of TMF641, as far as the bridge needs them. Each call throws Unavailable or Refused where
 * the server does not do what it is asked.
 */
export interface OrderServer {
  /** The order with this externalId among those at `url`. */
  find(url: string, externalId: string): Promise<Found>;
  /** Creates an order at `url`. The key makes a repetition safe where the server knows it. */
  place(url: string, order: JsonObject, key: string, more: Headers): Promise<Placed>;
  /** The order at this address. */
  look(at: string): Promise<JsonObject>;
  /** Asks, at `url`, for an order to be called off. */
  cancel(url: string, body: JsonObject, key: string): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

/** Servers of TMF641, reached by `send`. */
export function orderServer(send: Send): OrderServer {
  const done = async (request: Request): Promise<Reply> => {
    const reply = await send(request);
    if (isDone(reply)) return reply;
    throw troubleOf(requestIn(request.method, request.url), reply);
  };
  return {
    find: async (url, externalId) => {
      const reply = await send({ method: 'GET', url: searchFor(url, externalId) });
      if (isAway(reply)) throw troubleOf(requestIn('GET', url), reply);
      return isDone(reply) ? foundIn(reply.body, url, externalId) : 'cannotSearch';
    },
    place: async (url, order, key, more) => {
      const headers = { 'idempotency-key': key, ...more };
      const reply = await send({ method: 'POST', url, headers, body: order });
      if (reply.status === 409) throw conflictOf(requestIn('POST', url), reply);
      if (!isDone(reply)) throw troubleOf(requestIn('POST', url), reply);
      const given = asObject(reply.body) ?? {};
      return { order: given, ...addressOf(url, given, reply.location) };
    },
    look: async (at) => {
      const { body } = await done({ method: 'GET', url: at });
      return asObject(body) ?? {};
    },
    cancel: async (url, body, key) => {
      await done({ method: 'POST', url, headers: { 'idempotency-key': key }, body });
    },
  };
}

/**
 * The address beside an order's, where the orders at `url` are called off (TMF641); undefined where
 * `url` is not a TMF641 one.
 */
export function cancelAddress(url: string): string | undefined {
  const address = new URL(url);
  const [collection] = /\/serviceOrder\/?$/.exec(address.pathname) ?? [];
  if (collection === undefined) return undefined;
  address.pathname = `${address.pathname.slice(0, -collection.length)}/cancelServiceOrder`;
  return address.href;
}

function searchFor(url: string, externalId: string): string {
  if (!URL.canParse(url)) throw new Refused('The address of the task is not a URL');
  const address = new URL(url);
  address.searchParams.set('externalId', externalId);
  return address.href;
}

/**
 * A server that does not know the filter answers with orders of others: only one that bears the
 * number is ours, and a list without it proves nothing unless it is empty.
 */
function foundIn(body: JsonValue | undefined, url: string, externalId: string): Found {
  const list = Array.isArray(body) ? body : [body];
  const order = list.map(asObject).find((one) => one?.['externalId'] === externalId);
  if (order) return { order, ...addressOf(url, order) };
  return Array.isArray(body) && body.length === 0 ? 'nothing' : 'cannotSearch';
}

/**
 * Where the order is: at its href where that is on the same server, else at its id below `url`. A
 * server does not send us to another one.
 */
function addressOf(url: string, order: JsonObject, location?: string): { at?: string } {
  const { origin } = new URL(url);
  for (const href of [location, asText(order['href'])]) {
    if (href === undefined || !URL.canParse(href, url)) continue;
    const address = new URL(href, url);
    if (address.origin === origin) return { at: address.href };
  }
  const id = asText(order['id']);
  if (id === undefined) return {};
  const below = new URL(url);
  below.pathname = `${below.pathname.replace(/\/$/, '')}/${encodeURIComponent(id)}`;
  return { at: below.href };
}
