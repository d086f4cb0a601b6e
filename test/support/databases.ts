import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { openDatabase } from '../../src/db/open.js';
import { Refusal } from '../../src/errors.js';
import { quietLog } from './log.js';
import { DATABASE_URL, needsPostgres } from './services.js';

/** A database of a test's own, migrated. */
export interface TestDatabase {
  readonly database: Database;
  /** The same database, as another process has it. */
  again(): Database;
  /** Closes what was opened and removes all of it. */
  remove(): Promise<void>;
}

/** How to get one, by the database's name. PostgreSQL skips the test where there is none. */
export const DATABASES: Readonly<Record<string, (context: Context) => Promise<TestDatabase>>> = {
  SQLite: () => sqliteDatabase(),
  PostgreSQL: postgresDatabase,
};

export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'turnup-bus-'));
  const file = join(folder, 'test.sqlite');
  return testDatabase(
    () => openDatabase({ file, log: quietLog() }),
    () => rm(folder, { recursive: true }),
  );
}

async function postgresDatabase(context: Context): Promise<TestDatabase> {
  await needsPostgres(context);
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  const open = () => openDatabase({ url: DATABASE_URL, schema, log: quietLog() });
  return testDatabase(open, async () => {
    const last = open();
    await last.query(`DROP SCHEMA "${schema}" CASCADE`);
    await last.close();
  });
}

async function testDatabase(
  open: () => Database,
  removeAll: () => Promise<void>,
): Promise<TestDatabase> {
  const opened: Database[] = [];
  const again = () => {
    const database = open();
    opened.push(database);
    return database;
  };
  const database = again();
  await migrate(database);
  return {
    database,
    again,
    async remove() {
      await Promise.all(opened.map((each) => each.close()));
      await removeAll();
    },
  };
}

/** A database that can be taken away: everything asked of it is then refused as unavailable. */
export function interruptible(database: Database) {
  let away = false;
  const mustBeThere = () => {
    if (away) throw new Refusal('databaseUnavailable', 'taken away by the test');
  };
  const wrapped: Database = {
    dialect: database.dialect,
    async query(sql, values) {
      mustBeThere();
      return database.query(sql, values);
    },
    async transaction(work) {
      mustBeThere();
      return database.transaction(async (tx) => {
        const result = await work(tx);
        mustBeThere();
        return result;
      });
    },
    answers: async (limitMs) => !away && database.answers(limitMs),
    close: () => database.close(),
  };
  return {
    database: wrapped,
    takeAway: () => void (away = true),
    giveBack: () => void (away = false),
  };
}
