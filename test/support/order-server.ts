import type { JsonObject } from '../../openapi/json.js';
import { openWebServer, type Given, type Got, type WebServer } from './web-server.js';

/** A server of TMF641 orders, with what tests want to see and to break. */
export interface OrderServer {
  /** The address of its orders. */
  readonly url: string;
  readonly got: WebServer['got'];
  /** The orders that were placed, by id. */
  readonly orders: ReadonlyMap<string, JsonObject>;
  /** Asked so many times, by method and path without its query: `POST /serviceOrder`. */
  count(request: string): number;
  close(): Promise<void>;
}

export interface OrderServerOptions {
  /** The states that an order has, one look after the other; the first is in the answer to POST. */
  readonly states?: readonly string[];
  /** What the order has when it is completed. */
  readonly brings?: JsonObject[];
  /** False: it does not list its orders by externalId. */
  readonly searchable?: boolean;
  /** Answers a request in the server's place, until it answers undefined. */
  readonly instead?: (got: Got, asked: number) => Given | undefined;
  /** The last word of its addresses; `serviceOrder` if left out. */
  readonly collection?: string;
}

/**
 * Listens on a free port. Like many servers it knows no Idempotency-Key: each POST is another
 * order.
 */
export async function openOrderServer(options: OrderServerOptions = {}): Promise<OrderServer> {
  const { states = ['acknowledged'], searchable = true, collection = 'serviceOrder' } = options;
  const orders = new Map<string, JsonObject>();
  const looks = new Map<string, number>();
  let asked = 0;

  const seen = (order: JsonObject, look = looks.get(String(order['id'])) ?? 0): JsonObject => {
    if (order['state'] !== undefined) return order;
    const state = states[Math.min(look, states.length - 1)] ?? 'acknowledged';
    const service = { serviceCharacteristic: options.brings ?? [] };
    return state === 'completed'
      ? { ...order, state, serviceOrderItem: [{ id: '1', action: 'add', service }] }
      : { ...order, state };
  };
  const place = ({ body }: Got): JsonObject => {
    const id = `order-${orders.size + 1}`;
    const order = { ...(JSON.parse(body) as JsonObject), id, href: `/${collection}/${id}` };
    orders.set(id, order);
    return seen(order, 0);
  };
  const look = (id: string): JsonObject | undefined => {
    const order = orders.get(id);
    if (!order) return undefined;
    looks.set(id, (looks.get(id) ?? 0) + 1);
    return seen(order);
  };
  const cancel = ({ body }: Got): Given => {
    const { serviceOrder } = JSON.parse(body) as { serviceOrder: { id: string } };
    const order = orders.get(serviceOrder.id);
    if (!order) return json(404, { code: '60', reason: 'Not found' });
    orders.set(serviceOrder.id, { ...order, state: 'cancelled' });
    return json(201, { state: 'done' });
  };
  const answer = (got: Got): Given => {
    const instead = options.instead?.(got, (asked += 1));
    if (instead) return instead;
    const { pathname, searchParams } = new URL(got.url, 'http://any');
    if (got.method === 'POST' && pathname === '/cancelServiceOrder') return cancel(got);
    if (got.method === 'POST') return json(201, place(got));
    if (pathname !== `/${collection}`) {
      const order = look(pathname.split('/').at(-1) ?? '');
      return order ? json(200, order) : json(404, { code: '60', reason: 'Not found' });
    }
    if (!searchable) return json(501, { code: '501', reason: 'Not implemented' });
    const externalId = searchParams.get('externalId');
    return json(
      200,
      [...orders.values()]
        .filter((order) => order['externalId'] === externalId)
        .map((o) => seen(o)),
    );
  };

  const server = await openWebServer(answer);
  return {
    url: `${server.origin}/${collection}`,
    got: server.got,
    orders,
    count: (request) =>
      server.got.filter(({ method, url }) => `${method} ${url.split('?')[0]}` === request).length,
    close: server.close,
  };
}

/** An answer in JSON. */
export const json = (status: number, body: unknown): Given => ({
  status,
  body: JSON.stringify(body),
});
