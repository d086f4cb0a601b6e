import type { Condition, Path, Query, SortKey } from '../tmf630/query.js';
import { Binding } from './binding.js';
import type { Dialect, Value } from './database.js';
import { isOneOf } from './dialect.js';
import { indexValue } from './index-value.js';
import { POSTGRES_PATHS } from './json-path-postgres.js';
import { SQLITE_PATHS } from './json-path-sqlite.js';
import type { JsonPaths } from './json-paths.js';
import { wantedOf } from './query-values.js';

/** A statement ready to run. */
export interface Compiled {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** A query of one kind of documents, with the attribute paths that the index of this kind holds. */
export interface Asked {
  readonly kind: string;
  readonly query: Query;
  readonly indexed: readonly string[];
}

/** A name that can stand in a path of both databases; no attribute of a TMF resource is other. */
const PATH_NAME = /^[^"\\\p{Cc}\p{Surrogate}]+$/u;

/** The page that a query asks for: `columns` of `document d`, in a definite order. */
export function compilePage(dialect: Dialect, columns: string, asked: Asked): Compiled {
  const binding = new Binding();
  const where = whereOf(dialect, asked, binding);
  const order = orderOf(dialect, asked.query.sort, binding);
  const limit = binding.bind(asked.query.limit);
  const offset = binding.bind(asked.query.offset);
  return {
    sql: `SELECT ${columns} FROM document d WHERE ${where} ORDER BY ${order} LIMIT ${limit} OFFSET ${offset}`,
    values: binding.values,
  };
}

/** How many documents a query finds, whatever its page: one row with `total`. */
export function compileTotal(dialect: Dialect, asked: Asked): Compiled {
  const binding = new Binding();
  const where = whereOf(dialect, asked, binding);
  return { sql: `SELECT count(*) AS total FROM document d WHERE ${where}`, values: binding.values };
}

function whereOf(dialect: Dialect, { kind, query, indexed }: Asked, binding: Binding): string {
  const all = [`d.kind = ${binding.bind(kind)}`];
  if (query.parent !== undefined) all.push(`d.parent = ${binding.bind(query.parent)}`);
  for (const condition of query.where)
    all.push(conditionOf(dialect, kind, condition, indexed, binding));
  return all.join(' AND ');
}

function conditionOf(
  dialect: Dialect,
  kind: string,
  { path, values }: Condition,
  indexed: readonly string[],
  binding: Binding,
): string {
  const wanted = wantedOf(values);
  if (wanted.texts.length === 0 || !isCompilable(path)) return '1 = 0';
  if (isId(path)) return isOneOf(dialect, 'd.id', binding.json(wanted.texts));
  if (!isIndexed(path, indexed)) return pathsOf(dialect).equals('d.body', path, wanted, binding);
  const found = isOneOf(dialect, 'a.value', binding.json(wanted.texts.map(indexValue)));
  return `d.id IN (SELECT a.document_id FROM attribute a
    WHERE a.kind = ${binding.bind(kind)} AND a.path = ${binding.bind(path.join('.'))} AND ${found})`;
}

/** Documents that are equal by every key keep one order: by id. Without keys, as they were made. */
function orderOf(dialect: Dialect, sort: readonly SortKey[], binding: Binding): string {
  const keys = sort.filter(({ path }) => isCompilable(path));
  if (keys.length === 0) return 'd.created_at, d.id';
  const texts = keys.flatMap(({ path, descending }) => {
    const direction = descending ? 'DESC' : 'ASC';
    return isId(path)
      ? [`d.id ${direction}`]
      : pathsOf(dialect).order('d.body', path, direction, binding);
  });
  return [...texts, 'd.id'].join(', ');
}

const pathsOf = (dialect: Dialect): JsonPaths =>
  dialect.name === 'postgres' ? POSTGRES_PATHS : SQLITE_PATHS;

const isId = (path: Path): boolean => path.length === 1 && path[0] === 'id';

const isCompilable = (path: Path): boolean =>
  path.length > 0 && path.every((name) => PATH_NAME.test(name));

const isIndexed = (path: Path, indexed: readonly string[]): boolean =>
  path.every((name) => !name.includes('.')) && indexed.includes(path.join('.'));
