import type { Dialect } from './database.js';

/** PostgreSQL 13 and later. */
export const POSTGRES: Dialect = {
  name: 'postgres',
  forUpdate: ' FOR UPDATE',
  skipLocked: ' FOR UPDATE SKIP LOCKED',
  list: (param) =>
    `(SELECT value FROM jsonb_array_elements_text(${param}::jsonb) AS listed(value))`,
  rows: (param, columns) => {
    const types = { text: 'text', integer: 'bigint', json: 'jsonb' };
    const definition = Object.entries(columns).map(([name, type]) => `"${name}" ${types[type]}`);
    return `(SELECT * FROM jsonb_to_recordset(${param}::jsonb) AS given(${definition.join(', ')}))`;
  },
};

/** SQLite 3.38 and later: `->` answers JSON, `->>` its value. */
export const SQLITE: Dialect = {
  name: 'sqlite',
  forUpdate: '',
  skipLocked: '',
  list: (param) => `(SELECT value FROM json_each(${param}))`,
  rows: (param, columns) => {
    const members = Object.entries(columns).map(([name, type]) =>
      type === 'json'
        ? `nullif(value -> '$.${name}', 'null') AS "${name}"`
        : `value ->> '$.${name}' AS "${name}"`,
    );
    return `(SELECT ${members.join(', ')} FROM json_each(${param}))`;
  },
};

/**
 * SQL text for a FROM: rows of `table`, named `alias`, for each of the JSON array of texts bound as
 * `param`. `where` says which, of `asked.value`, and must be answered by an index. PostgreSQL looks
 * them up one by one, whatever it believes of the size of a table: what it believes of a new one
 * makes it read all of a kind.
 */
export function rowsOfEach(
  dialect: Dialect,
  param: string,
  { table, alias, where }: { table: string; alias: string; where: string },
): string {
  const asked = `${dialect.list(param)} AS asked`;
  return dialect.name === 'sqlite'
    ? `${asked} CROSS JOIN ${table} AS ${alias} ON ${where}`
    : `${asked} CROSS JOIN LATERAL (SELECT * FROM ${table} AS ${alias} WHERE ${where} OFFSET 0) AS ${alias}`;
}

/**
 * SQL text: `expression` is one of the JSON array of texts bound as `param`. On PostgreSQL an array
 * comparison, because the planner takes a set-returning subquery for a hundred rows and scans the
 * table for it.
 */
export function isOneOf(dialect: Dialect, expression: string, param: string): string {
  return dialect.name === 'sqlite'
    ? `${expression} IN ${dialect.list(param)}`
    : `${expression} = ANY(ARRAY${dialect.list(param)})`;
}
