import type { Database } from './database.js';
import { refuseWith, type DatabaseLog } from './faults.js';
import { openPostgres } from './postgres.js';
import { openSqlite } from './sqlite.js';

export interface DatabaseSettings {
  /** `postgres://…`; left out: SQLite. */
  readonly url?: string;
  /** Path of the SQLite file; its directory is made. */
  readonly file?: string;
  /** PostgreSQL only: the schema to work in, made by `migrate`. Letters, digits and `_`. */
  readonly schema?: string;
  /** PostgreSQL only: connections at most; 16 if left out. */
  readonly poolMax?: number;
  readonly log: DatabaseLog;
}

const POOL_MAX = 16;

/**
 * Opens nothing yet: the first statement connects. Throws when neither or both of `url` and `file`
 * are given.
 */
export function openDatabase(settings: DatabaseSettings): Database {
  const { url, file, schema, poolMax = POOL_MAX } = settings;
  const refuse = refuseWith(settings.log);
  if (url !== undefined && file === undefined) {
    if (schema !== undefined && !/^\w+$/.test(schema))
      throw new Error(`The schema's name may hold letters, digits and _ only, not: ${schema}`);
    return openPostgres({ url, poolMax, schema }, refuse);
  }
  if (file !== undefined && url === undefined) return openSqlite(file, refuse);
  throw new Error('A database needs either url (PostgreSQL) or file (SQLite)');
}
