import { expect } from 'chai';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
import { sqliteDatabase } from '../support/databases.js';
import { testUnits } from '../support/document-units.js';
import { quietLog, recordingLog } from '../support/log.js';
import { databaseProcess } from '../support/processes.js';

databaseSuite('SQLite', () => sqliteDatabase());
documentsSuite('SQLite', () => sqliteDatabase(), 'one');
documentQueriesSuite('SQLite', () => sqliteDatabase());
auditSuite('SQLite', () => sqliteDatabase());

describe('SQLite in a file', () => {
  let folder: string;
  let file: string;
  const opened: Database[] = [];
  const open = (at = file) => {
    const database = openDatabase({ file: at, log: quietLog() });
    opened.push(database);
    return database;
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'turnup-sqlite-'));
    file = join(folder, 'test.sqlite');
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((database) => database.close()));
    await rm(folder, { recursive: true });
  });

  it('makes the directory that is missing', async () => {
    const database = open(join(folder, 'some', 'where', 'test.sqlite'));
    expect(await migrate(database)).to.not.be.empty;
  });

  it('waits for the disk before it says that something is committed', async () => {
    const database = open();
    const settings = () =>
      database.transaction(async (tx) => {
        const [mode] = await tx.query('PRAGMA journal_mode');
        const [synchronous] = await tx.query('PRAGMA synchronous');
        return { ...mode, ...synchronous };
      });
    expect(await settings()).to.deep.equal({ journal_mode: 'wal', synchronous: 2 });
  });

  it('migrates once when three processes start together', async function () {
    this.timeout(60_000);
    const ran = await Promise.all([1, 2, 3].map(() => databaseProcess('migrate', { file }).said));
    expect(ran.flat()).to.deep.equal(MIGRATIONS.map(({ name }) => name));
  });

  it('loses no change when processes write together', async function () {
    this.timeout(60_000);
    const database = open();
    await migrate(database);
    const { id } = await testUnits(database).run('tester', async (unit) =>
      unit.create({ kind: 'thing', journey: 'self', body: { n: 0 } }),
    );
    await Promise.all([1, 2].map(() => databaseProcess('count', { file }, id).said));
    const document = await createDocuments(database, { indexedPaths: () => [] }).get('thing', id);
    expect(document?.body['n']).to.equal(40);
    expect((await verifyAudit(database)).faults).to.deep.equal([]);
  });

  it('keeps what was committed and nothing else when the process is killed', async function () {
    this.timeout(60_000);
    await migrate(open());
    const { child, said } = databaseProcess('hang', { file });
    expect(await said).to.equal('inside');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const database = open();
    const documents = createDocuments(database, { indexedPaths: () => [] });
    const { total } = await documents.list('thing', { where: [], sort: [], offset: 0, limit: 9 });
    expect(total).to.equal(1);
    expect(await database.query('SELECT message_id FROM inbox')).to.deep.equal([]);
    await testUnits(database).run('tester', async (unit) =>
      unit.create({ kind: 'thing', body: {} }),
    );
    expect((await verifyAudit(database)).faults).to.deep.equal([]);
  });

  it('says that it is unavailable when the file cannot be opened, and logs why once', async () => {
    const { log, lines } = recordingLog();
    const database = openDatabase({ file: folder, log });
    const asked = [1, 2, 3].map(() => database.query('SELECT 1').catch((error: unknown) => error));
    for (const refusal of await Promise.all(asked)) {
      expect(refusal).to.be.instanceOf(Refusal);
      expect(refusal).to.deep.include({
        kind: 'databaseUnavailable',
        headers: { 'Retry-After': '2' },
      });
    }
    const refused = await database
      .transaction((tx) => tx.query('SELECT 1'))
      .catch((error) => error);
    expect(refused).to.have.property('kind', 'databaseUnavailable');
    expect(await database.answers(1_000)).to.equal(false);
    expect(lines.filter(({ msg }) => msg === 'the database does not answer')).to.have.length(1);
    await database.close();
  });
});
