import { expect } from 'chai';
import { guardedFetch, type Fetch } from '../../../adapters/api/guarded-fetch.js';
import { ANSWER_LIMIT_BYTES, httpClient, type Reply } from '../../../adapters/api/http-client.js';
import { isPrivate } from '../../../adapters/api/private-addresses.js';
import { conflictOf, isAway, troubleOf } from '../../../adapters/api/replies.js';
import {
  isTrouble,
  Refused,
  TRIES,
  Unavailable,
  waitAfter,
} from '../../../adapters/api/trouble.js';
import { openWebServer, type Given, type WebServer } from '../../support/web-server.js';

/** What the call is refused or given up with. */
async function troubleIn(call: Promise<Reply>): Promise<Error> {
  const [result] = await Promise.allSettled([call]);
  if (result?.status === 'rejected' && isTrouble(result.reason)) return result.reason;
  throw new Error(`No trouble: ${JSON.stringify(result)}`);
}

describe('the HTTP client of the api bridge', () => {
  let server: WebServer | undefined;
  const own = guardedFetch(true);
  const openTo = async (answer: Given) => (server = await openWebServer(() => answer));

  afterEach(async () => {
    await server?.close();
    server = undefined;
  });
  after(() => own.close());

  const fetches: [string, Fetch][] = [
    ['its own fetch', own.fetch],
    ['the global fetch', fetch],
  ];
  for (const [name, used] of fetches) {
    describe(`with ${name}`, () => {
      const send = httpClient(used, 2_000);

      it('sends JSON and reads JSON, with what else an answer says', async () => {
        const headers = { location: '/orders/7', 'retry-after': '5' };
        const { origin, got } = await openTo({ status: 201, headers, body: '{"id":"7"}' });
        const request = { method: 'POST', url: `${origin}/a?b=1`, body: { x: 'é' } } as const;
        const reply = await send({ ...request, headers: { 'idempotency-key': 'k' } });
        expect(reply).to.deep.equal({
          status: 201,
          location: '/orders/7',
          retryAfterMs: 5_000,
          body: { id: '7' },
        });
        expect(got[0]).to.include({ method: 'POST', url: '/a?b=1', body: '{"x":"é"}' });
        expect(got[0]?.headers).to.include({
          'content-type': 'application/json',
          accept: 'application/json',
          'idempotency-key': 'k',
        });
      });

      it('follows no redirect', async () => {
        const { origin, got } = await openTo({ status: 307, headers: { location: '/elsewhere' } });
        const reply = await send({ method: 'GET', url: origin });
        expect(reply).to.deep.equal({ status: 307, location: '/elsewhere' });
        expect(got).to.have.length(1);
      });

      it('reads no answer that is longer than its limit, and none that is no JSON', async () => {
        const long = JSON.stringify('x'.repeat(ANSWER_LIMIT_BYTES));
        const { origin } = await openTo({ status: 200, body: long });
        expect(await send({ method: 'GET', url: origin })).to.deep.equal({ status: 200 });
        await server?.close();
        const other = await openTo({ status: 200, body: '<html>' });
        expect(await send({ method: 'GET', url: other.origin })).to.deep.equal({ status: 200 });
      });

      it('gives up an answer that does not come', async () => {
        const { origin } = await openTo('hang');
        const trouble = await troubleIn(
          httpClient(used, 50)({ method: 'GET', url: `${origin}/slow?secret=1` }),
        );
        expect(trouble).to.be.instanceOf(Unavailable);
        expect(trouble.message).to.equal(`GET ${origin}/slow: no answer within 50 ms`);
      });

      it('says why a server cannot be reached', async () => {
        const { origin } = await openTo('reset');
        expect(await troubleIn(send({ method: 'GET', url: origin }))).to.be.instanceOf(Unavailable);
        await server?.close();
        const trouble = await troubleIn(send({ method: 'GET', url: origin }));
        expect(trouble.message).to.equal(`GET ${origin}/: ECONNREFUSED`);
      });

      it('sends nothing to what is no web address', async () => {
        for (const url of ['file:///etc/hosts', 'ftp://host/x', 'orders', '']) {
          expect(await troubleIn(send({ method: 'GET', url })), url).to.be.instanceOf(Refused);
        }
      });
    });
  }

  it('connects to no private address unless it may, by number or by name', async () => {
    const { origin, got } = await openTo({ status: 200 });
    const { port } = new URL(origin);
    const guarded = guardedFetch(false);
    const send = httpClient(guarded.fetch, 2_000);
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '2130706433']) {
      const trouble = await troubleIn(send({ method: 'GET', url: `http://${host}:${port}/` }));
      expect(trouble, host).to.be.instanceOf(Refused);
      expect(trouble.message).to.match(/private address/);
    }
    guarded.close();
    expect(got).to.deep.equal([]);
  });
});

describe('private addresses', () => {
  const inside = [
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1'],
    ...[
      '172.31.255.255',
      '192.168.1.1',
      '224.0.0.1',
      '255.255.255.255',
      '::',
      '::1',
      'fe80::1%eth0',
    ],
    ...['fd00::1', 'ff02::1', '::ffff:10.0.0.1', '::ffff:a00:1', '64:ff9b::a00:1', '2002:a00:1::'],
  ];
  for (const address of inside) {
    it(`${address} is one`, () => expect(isPrivate(address)).to.be.true);
  }
  for (const address of [
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1',
    '::ffff:1.1.1.1',
  ]) {
    it(`${address} is none`, () => expect(isPrivate(address)).to.be.false);
  }
});

describe('what a reply means', () => {
  const wordsOf = (reply: Reply) => troubleOf('POST http://host/serviceOrder', reply);

  it('has the words of a TMF error body', () => {
    const body = { code: '22', reason: 'Invalid body', message: 'place is missing', status: '400' };
    const trouble = wordsOf({ status: 400, body });
    expect(trouble).to.be.instanceOf(Refused);
    expect(trouble.message).to.equal(
      'POST http://host/serviceOrder is answered 400: Invalid body: place is missing (code 22)',
    );
  });

  it('has the status alone where the body is none', () => {
    for (const body of [undefined, null, 'no', 7, [], {}, { reason: 7 }]) {
      const reply: Reply = { status: 404, ...(body !== undefined && { body: body as never }) };
      expect(wordsOf(reply).message).to.match(/ is answered 404$/);
    }
  });

  it('says that redirects are not followed', () => {
    const trouble = wordsOf({ status: 302, location: 'http://other/' });
    expect(trouble).to.be.instanceOf(Refused);
    expect(trouble.message).to.match(
      /redirect to http:\/\/other\/, and redirects are not followed/,
    );
  });

  for (const status of [408, 425, 429, 500, 502, 503, 504, 599]) {
    it(`${status} may pass`, () => {
      expect(isAway({ status })).to.be.true;
      expect(wordsOf({ status })).to.be.instanceOf(Unavailable);
    });
  }
  for (const status of [400, 401, 403, 404, 405, 410, 415, 422, 501]) {
    it(`${status} is a refusal`, () => {
      expect(isAway({ status })).to.be.false;
      expect(wordsOf({ status })).to.be.instanceOf(Refused);
    });
  }

  it('a conflict is a refusal, and one about a new order is looked into before', () => {
    expect(wordsOf({ status: 409 })).to.be.instanceOf(Refused);
    const conflict = conflictOf('POST http://host/serviceOrder', { status: 409 });
    expect([1, 2, 3].map((attempts) => waitAfter(attempts, conflict))).to.deep.equal([
      1_000,
      10_000,
      undefined,
    ]);
    expect(conflict.verdict).to.deep.equal({ code: 'refused', retryable: false });
  });
});

describe('waiting for a server', () => {
  const waits = (trouble: Unavailable | Refused) =>
    Array.from({ length: TRIES }, (_, index) => waitAfter(index + 1, trouble));

  it('backs off, so many times and no more', () => {
    expect(waits(new Unavailable('away'))).to.deep.equal([
      ...[1_000, 10_000, 60_000, 600_000, 600_000],
      undefined,
    ]);
  });

  it('waits as long as the server asks, within reason', () => {
    expect(waitAfter(1, new Unavailable('busy', { retryAfterMs: 30_000 }))).to.equal(30_000);
    expect(waitAfter(3, new Unavailable('busy', { retryAfterMs: 30_000 }))).to.equal(60_000);
    expect(waitAfter(1, new Unavailable('busy', { retryAfterMs: 9e9 }))).to.equal(600_000);
  });

  it('does not wait for a refusal', () => {
    expect(waits(new Refused('no'))).to.deep.equal(Array(TRIES).fill(undefined));
  });
});
