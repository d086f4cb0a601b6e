import type { Dialect, Statements, Value } from './database.js';

/** Columns of rows that the caller has, in the order of the rows' values. */
export type Columns = Readonly<Record<string, 'text' | 'integer' | 'json'>>;

/** SQL text of a subquery, and what it binds. */
export interface GivenRows {
  readonly sql: string;
  readonly values: Value[];
}

/** Rows that one statement takes at most: SQLite binds 32,766 values, and memory stays bounded. */
const ROWS_LIMIT = 1000;

/**
 * Rows as a subquery, bound from `$1` on. JSON values are JSON text. On PostgreSQL one text bound
 * as JSON, so that the statement is the same for any number of rows; on SQLite every value by
 * itself, which costs it half.
 */
export function givenRows(
  dialect: Dialect,
  columns: Columns,
  rows: readonly (readonly Value[])[],
): GivenRows {
  return dialect.name === 'sqlite'
    ? { sql: valuesOf(Object.keys(columns), rows.length), values: rows.flat() }
    : { sql: dialect.rows('$1', columns), values: [jsonOf(columns, rows)] };
}

/**
 * Inserts rows in as few statements as the limits allow; `onConflict` is SQL text, ` ON CONFLICT
 * …`.
 */
export async function insertRows(
  session: { readonly statements: Statements; readonly dialect: Dialect },
  table: string,
  columns: Columns,
  rows: readonly (readonly Value[])[],
  onConflict = '',
): Promise<void> {
  const names = Object.keys(columns)
    .map((name) => `"${name}"`)
    .join(', ');
  for (const some of chunks(rows)) {
    const given = givenRows(session.dialect, columns, some);
    await session.statements.query(
      `INSERT INTO ${table}(${names}) SELECT ${names} FROM ${given.sql} AS g WHERE true${onConflict}`,
      given.values,
    );
  }
}

/** As many of the items as one statement takes. */
export function* chunks<T>(items: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += ROWS_LIMIT) yield items.slice(at, at + ROWS_LIMIT);
}

function valuesOf(names: readonly string[], count: number): string {
  const named = names.map((name, at) => `column${at + 1} AS "${name}"`);
  const row = (at: number) => names.map((_, column) => `$${at * names.length + column + 1}`);
  const rows = Array.from({ length: count }, (_, at) => `(${row(at).join(', ')})`);
  return `(SELECT ${named.join(', ')} FROM (VALUES ${rows.join(', ')}))`;
}

function jsonOf(columns: Columns, rows: readonly (readonly Value[])[]): string {
  const members = Object.entries(columns).map(([name, type]) => ({
    name: JSON.stringify(name),
    isJson: type === 'json',
  }));
  const object = (row: readonly Value[]) =>
    members
      .map(({ name, isJson }, at) => `${name}:${isJson ? row[at] : JSON.stringify(row[at])}`)
      .join();
  return `[${rows.map((row) => `{${object(row)}}`).join()}]`;
}
