import { expect } from 'chai';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { MIGRATIONS } from '../../src/db/migrations/index.js';
import { UniqueViolation } from '../../src/db/violations.js';
import type { TestDatabase } from '../support/databases.js';
import { latch } from '../support/latch.js';
import type { Context } from 'mocha';

const NAMES = MIGRATIONS.map(({ name }) => name);

const noted = async (database: Database): Promise<string[]> =>
  (
    await database.query<{ message_id: string }>('SELECT message_id FROM inbox ORDER BY message_id')
  ).map((row) => row.message_id);

const note = 'INSERT INTO inbox(message_id, received_at) VALUES($1, $2)';

/** What both databases hold. */
export function databaseSuite(
  name: string,
  open: (context: Context) => Promise<TestDatabase>,
): void {
  describe(`a database: ${name}`, () => {
    let test: TestDatabase;
    let database: Database;

    beforeEach(async function () {
      test = await open(this);
      database = test.database;
    });
    afterEach(() => test?.remove());

    it('binds values by their number, in any order and more than once', async () => {
      const [row] = await database.transaction((tx) =>
        tx.query(
          'SELECT CAST($2 AS integer) AS second, CAST($1 AS text) AS first, CAST($2 AS integer) + 1 AS next',
          ['a', 2],
        ),
      );
      expect(row).to.deep.equal({ second: 2, first: 'a', next: 3 });
    });

    it('answers counts and sequences as numbers, and nulls as null', async () => {
      await database.query(note, ['a', 'now']);
      const [row] = await database.query(
        'SELECT count(*) AS total, max(message_id) AS last, max(CAST(NULL AS text)) AS none FROM inbox',
      );
      expect(row).to.deep.equal({ total: 1, last: 'a', none: null });
    });

    it('keeps text as it is: quotes, question marks, dollars and every plane', async () => {
      const text = `'"?$1 $$ \\ % _ ; -- é 漢 😀`;
      await database.transaction((tx) => tx.query(note, [text, 'now']));
      expect(await noted(database)).to.deep.equal([text]);
    });

    it('sorts and compares text by code point', async () => {
      for (const id of ['b', 'B', 'a', 'Z', 'é', '_']) await database.query(note, [id, 'now']);
      expect(await noted(database)).to.deep.equal(['B', 'Z', '_', 'a', 'b', 'é']);
    });

    it('makes subqueries of lists and of rows', async () => {
      const list = await database.query(
        `SELECT value FROM ${database.dialect.list('$1')} AS l ORDER BY value`,
        [JSON.stringify(['y', 'x'])],
      );
      expect(list).to.deep.equal([{ value: 'x' }, { value: 'y' }]);
      const rows = database.dialect.rows('$1', { name: 'text', size: 'integer' });
      const given = await database.query(`SELECT name, size FROM ${rows} AS r ORDER BY size`, [
        JSON.stringify([
          { name: 'b', size: 2 },
          { name: null, size: 1 },
        ]),
      ]);
      expect(given).to.deep.equal([
        { name: null, size: 1 },
        { name: 'b', size: 2 },
      ]);
    });

    it('shows to others what a transaction did once it is committed, and not before', async () => {
      let during: string[] | undefined;
      await database.transaction(async (tx) => {
        await tx.query(note, ['a', 'now']);
        during = await noted(database);
      });
      expect(during).to.deep.equal([]);
      expect(await noted(test.again())).to.deep.equal(['a']);
    });

    it('leaves nothing of a transaction that rejects, and says why', async () => {
      const failure = await database
        .transaction(async (tx) => {
          await tx.query(note, ['a', 'now']);
          throw new Error('changed my mind');
        })
        .catch((error: unknown) => error);
      expect(failure).to.be.an('error').with.property('message', 'changed my mind');
      expect(await noted(database)).to.deep.equal([]);
    });

    it('runs no statement of a transaction that is over', async () => {
      const { opened: ended, open: end } = latch();
      let late: Promise<unknown> = Promise.resolve();
      await database
        .transaction(async (tx) => {
          late = ended.then(() => tx.query(note, ['late', 'now'])).catch((error: unknown) => error);
          throw new Error('left early');
        })
        .catch(() => undefined);
      end();
      expect(await late)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/over/);
      expect(await noted(database)).to.deep.equal([]);
    });

    it('keeps the others when one of many transactions at once fails', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, at) =>
          database.transaction(async (tx) => {
            await tx.query(note, [`m${String(at).padStart(2, '0')}`, 'now']);
            if (at % 3 === 0) throw new Error('this one fails');
            return at;
          }),
        ),
      );
      const kept = outcomes.flatMap((outcome) =>
        outcome.status === 'fulfilled' ? [`m${String(outcome.value).padStart(2, '0')}`] : [],
      );
      expect(kept).to.have.length(26);
      expect(await noted(database)).to.deep.equal(kept);
    });

    it('goes on after a statement that the database refuses', async () => {
      const failure = await database.query('SELECT nonsense FROM nowhere').catch((error) => error);
      expect(failure).to.be.an('error');
      await database.transaction((tx) => tx.query('SELECT nonsense')).catch(() => undefined);
      await database.transaction((tx) => tx.query(note, ['a', 'now']));
      expect(await noted(database)).to.deep.equal(['a']);
    });

    it('names the table whose key was taken', async () => {
      await database.query(note, ['a', 'now']);
      const failure = await database
        .transaction((tx) => tx.query(note, ['a', 'now']))
        .catch((error: unknown) => error);
      expect(failure).to.be.instanceOf(UniqueViolation).with.property('table', 'inbox');
    });

    it('loses no update when many connections count up one row under a lock', async () => {
      await database.query(note, ['counter', '0']);
      const other = test.again();
      const countUp = (on: Database) =>
        on.transaction(async (tx) => {
          const [row] = await tx.query<{ received_at: string }>(
            `SELECT received_at FROM inbox WHERE message_id = $1${on.dialect.forUpdate}`,
            ['counter'],
          );
          await tx.query('UPDATE inbox SET received_at = $1 WHERE message_id = $2', [
            String(Number(row?.received_at) + 1),
            'counter',
          ]);
        });
      await Promise.all(Array.from({ length: 30 }, (_, at) => countUp(at % 2 ? database : other)));
      const [row] = await database.query<{ received_at: string }>('SELECT received_at FROM inbox');
      expect(row?.received_at).to.equal('30');
    });

    it('runs statements of one transaction that are given at once, in their order', async () => {
      const rows = await database.transaction(async (tx) => {
        await Promise.all(
          ['a', 'b', 'c'].map((id) =>
            tx.query(
              'INSERT INTO outbox(message_id, routing_key, headers, body, subject, created_at) VALUES($1, $1, $1, $1, $1, $1)',
              [id],
            ),
          ),
        );
        return tx.query('SELECT message_id AS id FROM outbox ORDER BY seq');
      });
      expect(rows).to.deep.equal([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    });

    it('says whether it answers, and does not once it is closed', async () => {
      expect(await database.answers(5_000)).to.equal(true);
      const other = test.again();
      await other.query('SELECT 1');
      await other.close();
      expect(await other.answers(5_000)).to.equal(false);
    });

    describe('migrations', () => {
      it('run once', async () => {
        expect(await migrate(database)).to.deep.equal([]);
        const names = await database.query<{ name: string }>('SELECT name FROM migration');
        expect(names.map((row) => row.name)).to.have.members(NAMES);
      });

      it('stop the start where a newer version has been', async () => {
        await database.query('INSERT INTO migration(name, run_at) VALUES($1, $2)', [
          '999-from-the-future',
          'now',
        ]);
        const failure = await migrate(database).catch((error: unknown) => error);
        expect(failure).to.be.an('error');
        expect((failure as Error).message).to.match(/newer version.*999-from-the-future/);
      });

      it('leave nothing when one of them fails', async () => {
        const failure = await migrate(database, [
          ...MIGRATIONS,
          {
            name: '998-half',
            up: async (tx) => {
              await tx.query('CREATE TABLE half(id text)');
              throw new Error('the second half is missing');
            },
          },
        ]).catch((error: unknown) => error);
        expect(failure).to.be.an('error');
        expect(await database.query('SELECT id FROM half').catch(() => 'no table')).to.equal(
          'no table',
        );
        expect(await migrate(database)).to.deep.equal([]);
      });
    });
  });
}
