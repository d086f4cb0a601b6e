import { expect } from 'chai';
import type { Database } from '../../src/db/database.js';
import { apiAt } from '../support/api.js';
import { placeFor, type Place } from '../support/app.js';
import { outputOf } from '../support/command.js';
import { eventually } from '../support/eventually.js';
import { startGateway, type GatewayProcess, type NodeProcess } from '../support/gateway.js';
import { endOf } from '../support/log-lines.js';
import { metricOf } from '../support/metric.js';
import { retryAll } from '../support/operator.js';
import { openOrderBook, type OrderBook } from '../support/order-book.js';
import { allCompleted, faultsOfActs, faultsOfOrders } from '../support/outcome.js';
import { countOf, databaseOf } from '../support/seen-from-outside.js';
import { needsPostgres, needsRabbit } from '../support/services.js';
import { startSimulators } from '../support/simulator-process.js';
import { loadSmallCatalog } from '../support/small-catalog.js';

const SHAPE = { lines: 2, tasksPerLine: 2 };
const TASKS = [
  { name: 'visit', kind: 'fsm' },
  { name: 'register', kind: 'cmdb', after: ['visit'] },
];
/** Orders placed at one gateway at once. */
const BATCH = 6;

describe('two gateways on one PostgreSQL and one RabbitMQ', function () {
  this.timeout(180_000);
  let place: Place;
  let database: Database;
  let simulators: NodeProcess | undefined;
  let book: OrderBook;
  const fleet: GatewayProcess[] = [];
  const memoryDir = () => place.env['DATA_DIR'] ?? '';

  before(async function () {
    await needsPostgres(this);
    await needsRabbit(this);
    place = await placeFor('real');
    const env = { ...place.env, RECONCILE_SCHEDULE: 'off' };
    const behaviour = ['--slow', '300ms', '--refuse', '5%', '--duplicate', '10%', '--reorder'];
    simulators = await startSimulators(env, ['all', '--memory', memoryDir(), ...behaviour]);
    // Together, so that both want to make the schema and the queues.
    fleet.push(...(await Promise.all([startGateway(env), startGateway(env)])));
    database = databaseOf(place);
    const { offering } = await loadSmallCatalog(apiAt(fleet[0]!.url), TASKS);
    book = openOrderBook(offering, SHAPE.lines);
  });

  after(async () => {
    await Promise.all(fleet.map((gateway) => gateway.stop()));
    await simulators?.stop();
    await database?.close();
    await place?.remove();
  });

  afterEach(function () {
    if (this.currentTest?.state !== 'failed') return;
    for (const gateway of fleet) console.error(endOf(gateway.output()));
  });

  it('both do what Turnup owes itself', async () => {
    const seen = new Set<string>();
    await eventually('both have held jobs', async () => {
      const placing = Promise.all(fleet.map(({ url }) => book.place(apiAt(url), BATCH)));
      for (let placed = false; !placed;) {
        for (const pid of await holdersOfJobs(database)) seen.add(pid);
        placed = await Promise.race([
          placing.then(() => true),
          holdersOfJobs(database).then(() => false),
        ]);
      }
      await placing;
      return fleet.every(({ pid }) => seen.has(String(pid)));
    });
  });

  it('both apply statuses', async () => {
    await eventually('both have applied statuses', async () => {
      const applied = fleet.map(({ url }) => metricOf(url, 'turnup_statuses_total'));
      return (await Promise.all(applied)).every((statuses) => statuses > 0);
    });
  });

  it('lose nothing when one is killed, whoever placed what where', async () => {
    const [dying, staying] = fleet as [GatewayProcess, GatewayProcess];
    await Promise.all(fleet.map(({ url }) => book.place(apiAt(url), BATCH)));
    const over = await tasksOver(database);
    await eventually('some of it is done', async () => (await tasksOver(database)) > over);
    await dying.kill();
    expect(await allCompleted(database, book.size())).to.equal(false);
    const api = apiAt(staying.url);
    await eventually(
      'every order is completed',
      async () => {
        await retryAll(api);
        return allCompleted(database, book.size());
      },
      120_000,
    );
  });

  it('have completed each order exactly once, and acted on each work order once', async () => {
    expect(await faultsOfOrders(database, book.accepted(), SHAPE)).to.deep.equal([]);
    expect(await faultsOfActs(database, memoryDir())).to.deep.equal([]);
    const said = await outputOf(['dist/src/cli.js', 'audit', 'verify'], place.env);
    expect(said).to.match(/ 0 faults\n$/);
  });

  it('have closed the record of everything that was refused and then done', async () => {
    const records = await database.query<{ state: string }>(
      `SELECT state FROM document WHERE kind = 'fallout'`,
    );
    expect(records.map(({ state }) => state)).to.deep.equal(records.map(() => 'completed'));
    const retried = await countOf(
      database,
      `SELECT COUNT(*) AS n FROM document
       WHERE kind = 'taskFlow' AND CAST("inner" ->> 'revision' AS integer) > 1`,
    );
    expect(records).to.have.length(retried);
  });
});

/** Process ids of those who hold a job at this moment. */
async function holdersOfJobs(database: Database): Promise<string[]> {
  const rows = await database.query<{ holder: string }>(
    'SELECT DISTINCT claimed_by AS holder FROM job WHERE claimed_by IS NOT NULL',
  );
  return rows.map(({ holder }) => holder.split(':')[1] ?? '');
}

const tasksOver = (database: Database): Promise<number> =>
  countOf(
    database,
    `SELECT COUNT(*) AS n FROM document WHERE kind = 'taskFlow' AND state = 'completed'`,
  );
