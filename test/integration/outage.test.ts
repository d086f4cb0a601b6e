import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Database } from '../../src/db/database.js';
import { apiAt, expectStatus, type Answer, type Api } from '../support/api.js';
import { placeFor, type Place } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { runNode, type NodeProcess } from '../support/gateway.js';
import { endOf, saidIn, warningsOf, type Said } from '../support/log-lines.js';
import { openOrderBook, type OrderBook } from '../support/order-book.js';
import { allCompleted, faultsOfOrders } from '../support/outcome.js';
import { countOf, databaseOf } from '../support/seen-from-outside.js';
import { AMQP_URL, DATABASE_URL, needsPostgres, needsRabbit } from '../support/services.js';
import { loadSmallCatalog, orderOf, PATHS } from '../support/small-catalog.js';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';

const SHAPE = { lines: 2, tasksPerLine: 2 };
const TASKS = [
  { name: 'visit', kind: 'fsm' },
  { name: 'register', kind: 'cmdb', after: ['visit'] },
];

interface Health {
  readonly status: string;
  readonly reasons: readonly { readonly part: string; readonly message: string }[];
}

describe('outages, of PostgreSQL and of RabbitMQ', function () {
  this.timeout(300_000);
  let place: Place;
  let toDatabase: TcpProxy;
  let toBroker: TcpProxy;
  /** Past the proxy: the test goes on seeing what the gateway does not. */
  let database: Database;
  let gateway: NodeProcess | undefined;
  let api: Api;
  let book: OrderBook;

  before(async function () {
    await needsPostgres(this);
    await needsRabbit(this);
    place = await placeFor('real');
    toDatabase = await openTcpProxy(DATABASE_URL);
    toBroker = await openTcpProxy(AMQP_URL);
    database = databaseOf(place);
  });

  after(async () => {
    await gateway?.stop();
    await database?.close();
    await toDatabase?.close();
    await toBroker?.close();
    await place?.remove();
  });

  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.error(endOf(gateway?.output() ?? ''));
  });

  /** Starts a gateway behind both proxies; resolves once it listens, ready or not. */
  const listen = async () => {
    await gateway?.stop();
    gateway = runNode(['dist/src/main.js'], {
      ...place.env,
      ...{ DATABASE_URL: toDatabase.url, AMQP_URL: toBroker.url },
      ...{ PORT: '0', LOG_LEVEL: 'info', SIMULATE: 'all', SIMULATE_OPTIONS: '--slow 200ms' },
      RECONCILE_SCHEDULE: '* * * * * *',
    });
    api = apiAt(await gateway.line(/http:\/\/127\.0\.0\.1:\d+/));
  };
  const health = async () => (await api.get<Health>('/health/ready')).body;
  /** Reconnecting backs off, and a busy machine makes it longer. */
  const isReady = () =>
    eventually('ready', async () => (await calmly(health)).status === 'ready', 120_000);
  const awayParts = async () => (await health()).reasons.map(({ part }) => part);
  const order = (offering: string) =>
    api.post<{ code: string }>(`${PATHS.order}/productOrder`, orderOf(offering, 1));
  const everythingCompleted = () =>
    eventually('every order is completed', () => allCompleted(database, book.size()));
  const now = () => new Date().toISOString();
  const said = (since = '') => saidIn(gateway?.output() ?? '', since);
  const allAreBack = (since = '') =>
    eventually('all are back, and say so', () =>
      Promise.resolve(Object.values(changesIn(said(since))).every((it) => it.at(-1) === 'back')),
    );

  it('starts without its database, says so once, answers 503, and goes on by itself', async () => {
    await toDatabase.cut();
    await listen();
    mustTryAgain(await order('any'), 'starting');
    mustTryAgain(await api.get(`${PATHS.product}/productOffering`), 'starting');
    expectStatus(await api.get('/health/live'), 200);
    expect(await awayParts()).to.include.members(['gateway', 'database']);
    const tried = toDatabase.connections();
    await toDatabase.restore();
    await isReady();
    expect(toDatabase.connections()).to.be.greaterThan(tried);
    const [warning, ...more] = warningsOf(said());
    expect(warning).to.match(/^the database does not answer; waiting for it/);
    expect(more).to.deep.equal([]);
    book = openOrderBook((await loadSmallCatalog(api, TASKS)).offering, SHAPE.lines);
    await book.place(api, 2);
    await everythingCompleted();
  });

  it('loses its database at work, and loses no order by it', async () => {
    await book.place(api, 4);
    const from = now();
    await toDatabase.cut();
    mustTryAgain(await order('any'), 'databaseUnavailable');
    mustTryAgain(await api.get(`${PATHS.product}/productOffering`), 'databaseUnavailable');
    mustTryAgain(await api.get('/journeys'), 'databaseUnavailable');
    await eventually('all who work on it have noticed', () =>
      Promise.resolve(Object.keys(changesIn(said(from))).length >= 3),
    );
    expect(await awayParts()).to.deep.equal(['database']);
    expect(await allCompleted(database, book.size())).to.equal(false);
    await toDatabase.restore();
    await isReady();
    await everythingCompleted();
    await allAreBack(from);
    mustAlternate(changesIn(said(from)), 3);
  });

  it('loses its broker at work, and goes on taking orders', async () => {
    const from = now();
    await toBroker.cut();
    await eventually('it has noticed', async () => (await calmly(awayParts)).includes('broker'));
    await book.place(api, 2);
    await eventually('the work is planned, and waits to go out', async () => {
      const waiting = 'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL';
      return (await countOf(database, waiting)) === 2 * SHAPE.lines;
    });
    await toBroker.restore();
    await isReady();
    await everythingCompleted();
    await allAreBack(from);
    mustAlternate(changesIn(said(from)), 1);
  });

  it('starts without its broker, and takes orders that go out when it is back', async () => {
    await toBroker.cut();
    await listen();
    await eventually('all but the broker is there', async () => {
      const away = await calmly(awayParts);
      return away.length === 1 && away[0] === 'broker';
    });
    await book.place(api, 2);
    await eventually('the work is planned, and waits to go out', async () => {
      const waiting = 'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL';
      return (await countOf(database, waiting)) === 2 * SHAPE.lines;
    });
    await toBroker.restore();
    await isReady();
    await everythingCompleted();
    await allAreBack();
    mustAlternate(changesIn(said()), 1);
  });

  it('has completed every order exactly once', async () => {
    expect(gateway?.exited()).to.equal(false);
    expect(await faultsOfOrders(database, book.accepted(), SHAPE)).to.deep.equal([]);
  });
});

const AWAY = /^(.*?) (?:waits: |is away)/;
const BACK = /^(.*?) (?:goes on|is connected)/;

/** Who said that something they need is away or back, and what they said, in order. */
function changesIn(said: readonly Said[]): Record<string, ('away' | 'back')[]> {
  const changes: Record<string, ('away' | 'back')[]> = {};
  for (const { msg } of said) {
    // First: whoever goes on says, too, what was away.
    const [, whoIsBack] = BACK.exec(msg) ?? [];
    const [, whoIsAway] = AWAY.exec(msg) ?? [];
    const who = whoIsBack ?? whoIsAway;
    if (who !== undefined) (changes[who] ??= []).push(whoIsBack === undefined ? 'away' : 'back');
  }
  return changes;
}

/** Each says each change once: at least so many, none twice the same, and all are back. */
function mustAlternate(changes: ReturnType<typeof changesIn>, least: number): void {
  expect(Object.keys(changes).length).to.be.at.least(least);
  for (const [who, said] of Object.entries(changes)) {
    const right = said.map((_, index) => (index % 2 === 0 ? 'away' : 'back'));
    expect(said, who).to.deep.equal(right);
    expect(said.at(-1), who).to.equal('back');
  }
}

/** Asks seldom: every request is a line of the log that these tests read. */
async function calmly<T>(ask: () => Promise<T>): Promise<T> {
  await pause(200);
  return ask();
}

/** 503 with the code, and how long to wait. */
function mustTryAgain(answer: Answer<unknown>, code: string): void {
  const body = expectStatus(answer, 503) as { code: string };
  expect(body.code).to.equal(code);
  expect(Number(answer.headers.get('retry-after'))).to.be.greaterThan(0);
}
