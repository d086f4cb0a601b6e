import type sqlite3 from 'sqlite3';
import type { Value } from './database.js';

/** The statements that one connection holds prepared, by their text. */
export type Prepared = Map<string, sqlite3.Statement>;

/** Statements that one connection holds prepared at most. */
const PREPARED_LIMIT = 400;

/** All rows of one statement, which is prepared once on each connection. */
export async function allRows(
  database: sqlite3.Database,
  prepared: Prepared,
  sql: string,
  values: readonly Value[],
): Promise<unknown[]> {
  const statement = prepared.get(sql) ?? (await prepare(database, prepared, sql));
  return new Promise((done, fail) =>
    statement.all(values, (error: Error | null, rows: unknown[]) =>
      error ? fail(error) : done(rows),
    ),
  );
}

async function prepare(
  database: sqlite3.Database,
  prepared: Prepared,
  sql: string,
): Promise<sqlite3.Statement> {
  if (prepared.size >= PREPARED_LIMIT) await finalizeAll(prepared);
  // `$1` is a name to SQLite and would be bound by order of appearance; `?1` is bound by its
  // number.
  const numbered = sql.replace(/\$(\d+)/g, '?$1');
  const statement = await new Promise<sqlite3.Statement>((done, fail) => {
    const made = database.prepare(numbered, (error: Error | null) =>
      error ? fail(error) : done(made),
    );
  });
  prepared.set(sql, statement);
  return statement;
}

/** Lets go of what is prepared, which a connection needs before it can be closed. */
export async function finalizeAll(prepared: Prepared): Promise<void> {
  const statements = [...prepared.values()];
  prepared.clear();
  await Promise.all(
    statements.map((statement) => new Promise<void>((done) => statement.finalize(() => done()))),
  );
}
