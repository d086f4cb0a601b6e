import { join } from 'node:path';
import type { Database } from '../../src/db/database.js';
import { openDatabase } from '../../src/db/open.js';
import type { Place } from './app.js';
import { quietLog } from './log.js';

/** The database of a place, opened by the test itself, beside the gateways that work on it. */
export function databaseOf({ env }: Place): Database {
  const { DATABASE_URL: url, DATABASE_SCHEMA: schema, DATA_DIR = '' } = env;
  const log = quietLog();
  if (url === undefined || schema === undefined)
    return openDatabase({ file: join(DATA_DIR, 'turnup.sqlite'), log });
  return openDatabase({ url, schema, poolMax: 4, log });
}

/** The number that a `SELECT COUNT(*) AS n …` answers. */
export async function countOf(
  database: Database,
  sql: string,
  values: readonly string[] = [],
): Promise<number> {
  const [row] = await database.query<{ n: number }>(sql, values);
  return Number(row?.n ?? 0);
}
