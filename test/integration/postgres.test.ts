import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { MIGRATIONS } from '../../src/db/migrations/index.js';
import { openDatabase } from '../../src/db/open.js';
import { createDocuments } from '../../src/documents/documents.js';
import { verifyAudit } from '../../src/documents/verify.js';
import { Refusal } from '../../src/errors.js';
import { auditSuite } from '../contract/audit.suite.js';
import { databaseSuite } from '../contract/database.suite.js';
import { documentQueriesSuite } from '../contract/document-queries.suite.js';
import { documentsSuite } from '../contract/documents.suite.js';
import { DATABASES } from '../support/databases.js';
import { testUnits } from '../support/document-units.js';
import { latch } from '../support/latch.js';
import { quietLog, recordingLog } from '../support/log.js';
import { databaseProcess } from '../support/processes.js';
import { DATABASE_URL, needsPostgres } from '../support/services.js';
import { openTcpProxy, type TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

const open = DATABASES['PostgreSQL']!;
databaseSuite('PostgreSQL', open);
documentsSuite('PostgreSQL', open, 'many');
documentQueriesSuite('PostgreSQL', open);
auditSuite('PostgreSQL', open);

describe('PostgreSQL as a server', () => {
  let schema: string;
  let database: Database;
  let proxy: TcpProxy | undefined;

  before(function () {
    return needsPostgres(this);
  });
  beforeEach(() => {
    schema = `test_${randomUUID().replaceAll('-', '')}`;
    database = openDatabase({ url: DATABASE_URL, schema, log: quietLog() });
  });
  afterEach(async () => {
    await database.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
    await database.close();
    await proxy?.close();
    proxy = undefined;
  });

  it('migrates once when three processes start together', async function () {
    this.timeout(60_000);
    const settings = { url: DATABASE_URL, schema };
    const ran = await Promise.all([1, 2, 3].map(() => databaseProcess('migrate', settings).said));
    expect(ran.flat()).to.deep.equal(MIGRATIONS.map(({ name }) => name));
  });

  it('loses no change when processes write together', async function () {
    this.timeout(60_000);
    await migrate(database);
    const { id } = await testUnits(database).run('tester', async (unit) =>
      unit.create({ kind: 'thing', journey: 'self', body: { n: 0 } }),
    );
    const settings = { url: DATABASE_URL, schema };
    await Promise.all([1, 2].map(() => databaseProcess('count', settings, id).said));
    const document = await createDocuments(database, { indexedPaths: () => [] }).get('thing', id);
    expect(document?.body['n']).to.equal(40);
    expect((await verifyAudit(database)).faults).to.deep.equal([]);
  });

  it('runs a transaction again that lost to another in a deadlock', async () => {
    await migrate(database);
    const note = 'INSERT INTO inbox(message_id, received_at) VALUES($1, $2)';
    for (const id of ['a', 'b']) await database.query(note, [id, '0']);
    const both = [latch(), latch()];
    let tries = 0;
    const lockBoth = (first: number, ids: readonly string[]) =>
      database.transaction(async (tx) => {
        tries += 1;
        const up = `UPDATE inbox SET received_at = CAST(CAST(received_at AS integer) + 1 AS text) WHERE message_id = $1`;
        await tx.query(up, [ids[0]!]);
        both[first]!.open();
        await both[1 - first]!.opened;
        await tx.query(up, [ids[1]!]);
      });
    await Promise.all([lockBoth(0, ['a', 'b']), lockBoth(1, ['b', 'a'])]);
    expect(tries).to.equal(3);
    const rows = await database.query('SELECT received_at FROM inbox');
    expect(rows).to.deep.equal([{ received_at: '2' }, { received_at: '2' }]);
  });

  it('is unavailable while its server is away, and works again when it is back', async () => {
    proxy = await openTcpProxy(DATABASE_URL);
    const { log, lines } = recordingLog();
    await migrate(database);
    const away = openDatabase({ url: proxy.url, schema, log });
    const units = testUnits(away);
    const write = () =>
      units.run('tester', async (unit) => unit.create({ kind: 'thing', body: {} }));
    await write();
    const refusalOf = async (work: Promise<unknown>) => {
      const refusal = await work.catch((error: unknown) => error);
      expect(refusal).to.be.instanceOf(Refusal);
      expect(refusal).to.deep.include({
        kind: 'databaseUnavailable',
        headers: { 'Retry-After': '2' },
      });
    };
    await refusalOf(
      units.run('tester', async (unit) => {
        unit.create({ kind: 'thing', body: {} });
        await proxy?.cut();
        await unit.get('thing', 'x');
      }),
    );
    await refusalOf(write());
    await refusalOf(away.query('SELECT 1'));
    expect(await away.answers(1_000)).to.equal(false);
    await proxy.restore();
    // Sequelize's pool may answer once more with an attempt to connect that failed before
    await until(() =>
      write().then(
        () => true,
        () => false,
      ),
    );
    expect(await away.answers(5_000)).to.equal(true);
    expect(await database.query('SELECT count(*) AS n FROM document')).to.deep.equal([{ n: 2 }]);
    expect(lines.some(({ msg }) => msg === 'the database does not answer')).to.equal(true);
    await away.close();
  });

  it('refuses a schema whose name would have to be quoted, and settings that say nothing', () => {
    const log = quietLog();
    expect(() => openDatabase({ url: DATABASE_URL, schema: 'a"; --', log })).to.throw(/schema/);
    expect(() => openDatabase({ log })).to.throw(/either url/);
    expect(() => openDatabase({ url: DATABASE_URL, file: 'x', log })).to.throw(/either url/);
  });
});
