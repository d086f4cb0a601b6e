import { randomUUID } from 'node:crypto';
import type { Context } from 'mocha';
import { expect } from 'chai';
import { guardedFetch } from '../../adapters/api/guarded-fetch.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Broker, Publication } from '../../src/messaging/broker.js';
import { workOrdersQueue, type Topology } from '../../src/messaging/topology.js';
import { errandTo, openApiBench, type ApiBench } from '../support/api-bench.js';
import { json, openOrderServer } from '../support/order-server.js';
import type { OrderServer, OrderServerOptions } from '../support/order-server.js';

/** A broker for the suite. */
export interface BridgeHarness {
  readonly topology: Topology;
  /** In a before hook; may skip. */
  open(context: Context): Promise<Broker>;
  close(broker: Broker): Promise<void>;
}

/** What the bridge to HTTP owes, whatever the broker: call it once for each. */
export function describeBridge(name: string, { topology, open, close }: BridgeHarness): void {
  describe(`the api bridge on ${name}`, () => {
    let broker: Broker | undefined;
    let bench: ApiBench;
    let id: string;
    const servers: OrderServer[] = [];

    before(async function () {
      broker = await open(this);
    });
    after(async () => {
      if (broker) await close(broker);
    });
    beforeEach(async () => {
      if (!broker) throw new Error('There is no broker');
      bench = await openApiBench(broker, topology);
      id = randomUUID();
    });
    afterEach(async () => {
      await bench.stop();
      for (const server of servers.splice(0)) await server.close();
    });

    const serve = async (options: OrderServerOptions = {}): Promise<OrderServer> => {
      const server = await openOrderServer(options);
      servers.push(server);
      return server;
    };
    const create = (url: string, answer: 'callback' | 'poll', revision = 1): Publication =>
      errandTo(topology, 'create', { url, answer }, { workOrderId: id, revision });
    const ask = (url: string): Publication =>
      errandTo(topology, 'ask', { url }, { workOrderId: id, revision: 1 });
    const cancel = (url: string, reason = 'The customer withdrew'): Publication =>
      errandTo(topology, 'cancel', { url }, { workOrderId: id, revision: 1, reason });
    const parked = async (): Promise<string[]> => {
      const messages = await broker?.parked(workOrdersQueue(topology.prefix, 'api'), 100);
      return (messages ?? []).map(({ reason }) => reason);
    };

    describe('placing an order', () => {
      it('looks for it, places it, says that it is taken, and leaves the rest to callbacks', async () => {
        const server = await serve();
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged', sequence: 1, revision: 1 });
        const [search, place] = server.got;
        expect(search?.url).to.equal(`/serviceOrder?externalId=${encodeURIComponent(`${id}:1`)}`);
        const callback = `https://gateway.test/callbacks/${id}`;
        expect(place?.headers).to.include({
          'idempotency-key': `${id}:1`,
          'turnup-callback': callback,
        });
        const order = JSON.parse(place?.body ?? '') as JsonObject;
        expect(order['externalId']).to.equal(`${id}:1`);
        expect(order['externalReference']).to.deep.include({
          '@type': 'ExternalReference',
          externalReferenceType: 'callback',
          name: callback,
        });
        await bench.stop();
        expect(server.got).to.have.length(2);
      });

      it('is done once, however often the message comes', async () => {
        const server = await serve();
        const message = create(server.url, 'callback');
        await bench.send(message, message, create(server.url, 'callback'));
        await bench.start();
        await bench.heard({ workOrderId: id });
        await bench.send(message, create(server.url, 'callback', 2));
        await bench.heard({ workOrderId: id, revision: 2 });
        await bench.stop();
        expect([...server.orders.values()].map((order) => order['externalId'])).to.deep.equal([
          `${id}:1`,
          `${id}:2`,
        ]);
        expect(bench.wordsOf(id)).to.deep.equal(Array(2).fill('changed acknowledged 1'));
      });

      it('goes on with the trace that its message belongs to', async () => {
        const server = await serve({ states: ['acknowledged', 'completed'] });
        const message = create(server.url, 'poll');
        await bench.start();
        await bench.send(message);
        await bench.heard({ workOrderId: id, state: 'completed' });
        expect([...bench.tracesOf(id)]).to.deep.equal([message.headers['traceparent']]);
      });

      it('takes an order that says no state for taken', async () => {
        const server = await serve({ instead: () => ({ status: 202 }) });
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
      });

      it('adopts no order of another, where a server does not filter', async () => {
        const others = json(200, [{ id: 'x', externalId: 'other:1', state: 'completed' }]);
        const server = await serve({
          instead: ({ method }) => (method === 'GET' ? others : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
        expect(server.count('POST /serviceOrder')).to.equal(1);
      });

      it('says that it was refused, and in whose words', async () => {
        const refusal = json(400, { code: '22', reason: 'Invalid body', message: 'No place' });
        const server = await serve({
          instead: ({ method }) => (method === 'POST' ? refusal : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const report = await bench.heard({ workOrderId: id, sequence: 3 });
        expect(report).to.deep.include({
          state: 'failed',
          cause: { code: 'refused', retryable: false },
          note: `POST ${server.url} is answered 400: Invalid body: No place (code 22)`,
        });
        expect(server.count('POST /serviceOrder')).to.equal(1);
      });

      it('refuses what is no web address, and a redirect', async () => {
        const server = await serve({
          instead: () => ({ status: 307, headers: { location: 'http://other.test/' } }),
        });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const redirected = await bench.heard({ workOrderId: id, state: 'failed' });
        expect(redirected.note).to.match(/redirects are not followed/);
        id = randomUUID();
        await bench.send(create('file:///etc/passwd', 'poll'));
        const { cause } = await bench.heard({ workOrderId: id, state: 'failed' });
        expect(cause).to.deep.equal({ code: 'refused', retryable: false });
      });

      it('tries again while the server is away, and places one order when it is back', async () => {
        const away = json(503, { code: '503', reason: 'Away' });
        const server = await serve({
          instead: (_got, asked) => (asked <= 3 ? (asked === 2 ? 'reset' : away) : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
        expect(server.orders.size).to.equal(1);
        expect(bench.wordsOf(id)).to.deep.equal(['changed acknowledged 1']);
      });

      it('looks again when a server is still at work on the first request', async () => {
        let busy = true;
        const server = await serve({
          instead: ({ method }) => {
            if (method !== 'POST' || !busy) return undefined;
            busy = false;
            return json(409, { code: '409', reason: 'The same key is at work' });
          },
        });
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
      });

      it('finds the order that it placed without hearing so', async () => {
        const server = await serve();
        // The order is there, and its answer is lost.
        const own = guardedFetch(true);
        let lost = false;
        await bench.start({
          fetch: async (url, init) => {
            const answer = await own.fetch(url, init);
            if (init.method !== 'POST' || lost) return answer;
            lost = true;
            throw new Error('the line broke');
          },
        });
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
        own.close();
        expect(lost).to.be.true;
        expect(server.orders.size).to.equal(1);
      });

      it('has failed when the server stays away, and may be tried again', async () => {
        const server = await serve();
        await server.close();
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const report = await bench.heard({ workOrderId: id });
        expect(report).to.deep.include({
          state: 'failed',
          sequence: 3,
          cause: { code: 'unreachable', retryable: true },
          note: `GET ${server.url}: ECONNREFUSED`,
        });
      });
    });

    describe('polling', () => {
      const brings = [{ name: 'port', value: '1/2' }];

      it('looks at the order until it is over, however long that takes', async () => {
        const states = ['acknowledged', ...Array<string>(24).fill('inProgress'), 'completed'];
        const server = await serve({ states, brings });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const { characteristics } = await bench.heard({ workOrderId: id, state: 'completed' });
        expect(characteristics).to.deep.equal(brings);
        expect(bench.wordsOf(id)).to.deep.equal([
          'changed acknowledged 1',
          'changed inProgress 2',
          'changed completed 3',
        ]);
        await bench.stop();
        expect(server.count('POST /serviceOrder')).to.equal(1);
        expect(server.count('GET /serviceOrder/order-1')).to.equal(states.length - 1);
        expect(server.count('GET /serviceOrder')).to.equal(1);
      });

      it('places one order at a server that cannot be searched', async () => {
        const states = ['acknowledged', 'inProgress', 'completed'];
        const server = await serve({ states, searchable: false });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        await bench.heard({ workOrderId: id, state: 'completed' });
        expect(server.orders.size).to.equal(1);
      });

      it('stands in for callbacks where the gateway has no address', async () => {
        const server = await serve({ states: ['acknowledged', 'completed'] });
        await bench.start({ publicUrl: '' });
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'completed' });
        const place = server.got.find(({ method }) => method === 'POST');
        expect(place?.headers).to.not.have.property('turnup-callback');
        expect(place?.body).to.not.include('callback');
      });

      it('goes on after a time in which the order cannot be seen', async () => {
        const server = await serve({
          states: ['acknowledged', 'inProgress', 'inProgress', 'completed'],
          instead: (_got, asked) => (asked >= 4 && asked < 8 ? { status: 502 } : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        await bench.heard({ workOrderId: id, state: 'completed' });
        expect(server.orders.size).to.equal(1);
      });

      it('has failed, for a person, when the order is not seen any more', async () => {
        const server = await serve({
          instead: (_got, asked) => (asked > 2 ? { status: 404 } : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const report = await bench.heard({ workOrderId: id, state: 'failed' });
        expect(report.cause).to.deep.equal({ code: 'refused', retryable: false });
        expect(report.note).to.equal(`GET ${server.url}/order-1 is answered 404`);
      });

      it('does not look at another server, whatever an order says of its address', async () => {
        const other = await serve();
        const states = ['acknowledged', 'completed'];
        let told = false;
        const server = await serve({
          states,
          instead: ({ method, body }) => {
            if (method !== 'POST' || told) return undefined;
            told = true;
            const href = `${other.url}/order-1`;
            return json(201, { ...(JSON.parse(body) as object), id: 'none', href, state: 'held' });
          },
        });
        await bench.start();
        await bench.send(create(server.url, 'poll'));
        const report = await bench.heard({ workOrderId: id, state: 'failed' });
        expect(report.note).to.include(`GET ${server.url}/none is answered 404`);
        expect(other.got).to.deep.equal([]);
      });
    });

    describe('asking', () => {
      it('says how the order really stands, each time that it is asked', async () => {
        const server = await serve({ states: ['inProgress'] });
        await bench.start();
        await bench.send(create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, type: 'changed' });
        await bench.send(ask(server.url), ask(server.url));
        await bench.heard({ workOrderId: id, type: 'snapshot' });
        await bench.stop();
        expect(bench.wordsOf(id).slice(0, 2)).to.deep.equal([
          'changed inProgress 2',
          'snapshot inProgress 2',
        ]);
        expect(server.count('POST /serviceOrder')).to.equal(1);
      });

      it('says that the server does not know it', async () => {
        const server = await serve();
        await bench.start();
        await bench.send(ask(server.url));
        const report = await bench.heard({ workOrderId: id });
        expect(report).to.include({ type: 'snapshot', state: 'unknown', sequence: 0 });
      });

      it('says nothing where the server cannot be searched: it would be a guess', async () => {
        const server = await serve({ searchable: false });
        await bench.start();
        // Of one work order, messages are attended to one after the other.
        await bench.send(ask(server.url), create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
        await bench.stop();
        expect(bench.wordsOf(id)).to.deep.equal(['changed acknowledged 1']);
      });
    });

    describe('calling off', () => {
      it('asks for it beside the orders, and says that the order is cancelled', async () => {
        const server = await serve({ states: ['inProgress'] });
        await bench.start();
        await bench.send(create(server.url, 'callback'), cancel(server.url));
        await bench.heard({ workOrderId: id, state: 'cancelled', sequence: 3, type: 'changed' });
        const wish = server.got.find(({ url }) => url === '/cancelServiceOrder');
        expect(wish?.headers['idempotency-key']).to.equal(`${id}:1:cancel`);
        expect(JSON.parse(wish?.body ?? '')).to.deep.equal({
          '@type': 'CancelServiceOrder',
          cancellationReason: 'The customer withdrew',
          serviceOrder: {
            id: 'order-1',
            '@type': 'ServiceOrderRef',
            '@referredType': 'ServiceOrder',
          },
        });
      });

      it('says how the order ended when it was too late', async () => {
        const server = await serve({ states: ['completed'] });
        await bench.start();
        await bench.send(create(server.url, 'callback'), cancel(server.url));
        await bench.heard({ workOrderId: id, type: 'changed', state: 'completed' });
        await bench.stop();
        expect(server.count('POST /cancelServiceOrder')).to.equal(0);
      });

      it('says how the order stands when it is not done', async () => {
        const refusal = json(409, { code: '1', reason: 'Too late', message: 'It is being built' });
        const forbidden = json(403, { code: '1', reason: 'Not you' });
        await bench.start();
        for (const [answer, collection] of [
          [refusal, 'serviceOrder'],
          [forbidden, 'serviceOrder'],
          [undefined, 'provision'],
        ] as const) {
          id = randomUUID();
          const instead = ({ url }: { url: string }) =>
            url === '/cancelServiceOrder' ? answer : undefined;
          const server = await serve({ states: ['inProgress'], instead, collection });
          await bench.send(create(server.url, 'callback'), cancel(server.url));
          const report = await bench.heard({ workOrderId: id, type: 'snapshot' });
          expect(report).to.include({ state: 'inProgress', sequence: 2 });
          expect(report.note).to.match(
            /^The order cannot be called off\. .*(Too late|Not you|TMF641)/,
          );
        }
      });

      it('waits for a cancellation that takes time, and asks for it once', async () => {
        const states = ['inProgress', 'pendingCancellation', 'pendingCancellation', 'cancelled'];
        const server = await serve({
          states,
          instead: ({ url }) => (url === '/cancelServiceOrder' ? { status: 201 } : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'callback'), cancel(server.url));
        await bench.heard({ workOrderId: id, state: 'cancelled' });
        expect(server.count('POST /cancelServiceOrder')).to.equal(1);
      });

      it('outlives a create that waits for its server, and then calls the order off', async () => {
        const server = await serve({
          states: ['inProgress'],
          instead: (_got, asked) => (asked === 1 ? { status: 503 } : undefined),
        });
        await bench.start();
        await bench.send(create(server.url, 'callback'), cancel(server.url));
        await bench.heard({ workOrderId: id, state: 'cancelled' });
        expect([...server.orders.values()].map(({ state }) => state)).to.deep.equal(['cancelled']);
      });

      it('of an order that never was is done', async () => {
        const server = await serve();
        await bench.start();
        await bench.send(cancel(server.url));
        const report = await bench.heard({ workOrderId: id });
        expect(report).to.include({ type: 'changed', state: 'cancelled' });
        expect(server.orders.size).to.equal(0);
      });

      it('goes to an operator where the order cannot be found', async () => {
        const server = await serve({ searchable: false });
        await bench.start();
        await bench.send(cancel(server.url), create(server.url, 'callback'));
        await bench.heard({ workOrderId: id, state: 'acknowledged' });
        await bench.stop();
        expect((await parked()).join()).to.match(/call the order off there/);
      });
    });

    it('lets a slow server hold up its own work orders and no others', async () => {
      const slow = await serve({ instead: () => 'hang' });
      const server = await serve();
      await bench.start({ http: { timeoutMs: 500, pollEveryMs: 10, allowPrivate: true } });
      const stuck = id;
      await bench.send(create(slow.url, 'callback'));
      id = randomUUID();
      await bench.send(create(server.url, 'callback'));
      await bench.heard({ workOrderId: id, state: 'acknowledged' });
      expect(bench.wordsOf(stuck)).to.deep.equal([]);
      const { note } = await bench.heard({ workOrderId: stuck, state: 'failed' });
      expect(note).to.match(/no answer within 500 ms/);
    });

    it('puts aside what it cannot read, with everything that is wrong', async () => {
      const server = await serve();
      const good = create(server.url, 'callback');
      const bad = { ...good, messageId: randomUUID(), body: { call: { url: 7 }, revision: 0 } };
      await bench.start();
      await bench.send(bad, good);
      await bench.heard({ workOrderId: id });
      await bench.stop();
      const reasons = (await parked()).join();
      for (const attribute of ['workOrderId', 'revision', 'call.url', 'call.answer']) {
        expect(reasons).to.include(attribute);
      }
    });
  });
}
