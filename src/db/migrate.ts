import { Umzug, type UmzugStorage } from 'umzug';
import type { Database, Statements } from './database.js';
import type { Migration } from './migration.js';
import { columnWords } from './migration.js';
import { MIGRATIONS } from './migrations/index.js';

/** Any number that nothing else in the database locks. */
const ADVISORY_LOCK = 7411001;

interface Context {
  readonly tx: Statements;
}

/**
 * Brings the schema up to date and answers the names of the migrations that it ran. Processes that
 * start together wait for one another. Throws when the database holds a migration that this version
 * does not know.
 */
export async function migrate(
  database: Database,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<string[]> {
  return database.transaction(async (tx) => {
    await lock(database, tx);
    await refuseUnknown(tx, migrations);
    const umzug = new Umzug<Context>({
      migrations: migrations.map(({ name, up }) => ({
        name,
        up: () => up(tx, database.dialect),
      })),
      context: { tx },
      storage: STORAGE,
      logger: undefined,
    });
    return (await umzug.up()).map(({ name }) => name);
  });
}

/**
 * One transaction holds the lock, the changes and the note of them. On SQLite BEGIN IMMEDIATE is
 * the lock already; on PostgreSQL DDL of two transactions would collide, so an advisory lock of the
 * transaction comes first.
 */
async function lock(database: Database, tx: Statements): Promise<void> {
  const { text } = columnWords(database.dialect);
  if (database.dialect.name === 'postgres') {
    await tx.query('SELECT set_config($1, $2, true)', ['statement_timeout', '0']);
    await tx.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await makeSchema(tx);
  }
  await tx.query(
    `CREATE TABLE IF NOT EXISTS migration(name ${text} PRIMARY KEY, run_at ${text} NOT NULL)`,
  );
}

async function makeSchema(tx: Statements): Promise<void> {
  const [schema] = await tx.query<{ name: string; missing: boolean }>(
    `SELECT trim(both '"' from current_setting('search_path')) AS name, current_schema() IS NULL AS missing`,
  );
  if (schema?.missing) await tx.query(`CREATE SCHEMA IF NOT EXISTS "${schema.name}"`);
}

async function refuseUnknown(tx: Statements, migrations: readonly Migration[]): Promise<void> {
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = (await executed(tx)).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `The database was migrated by a newer version of Turnup (${unknown.join(', ')}); ` +
      'start that version, or point this one at another database',
  );
}

const executed = async (tx: Statements): Promise<string[]> =>
  (await tx.query<{ name: string }>('SELECT name FROM migration ORDER BY name')).map(
    ({ name }) => name,
  );

/** Umzug's notes, in the transaction of the migrations themselves. */
const STORAGE: UmzugStorage<Context> = {
  executed: ({ context }) => executed(context.tx),
  logMigration: async ({ name, context }) => {
    await context.tx.query('INSERT INTO migration(name, run_at) VALUES($1, $2)', [
      name,
      new Date().toISOString(),
    ]);
  },
  unlogMigration: async ({ name, context }) => {
    await context.tx.query('DELETE FROM migration WHERE name = $1', [name]);
  },
};
