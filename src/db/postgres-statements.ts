import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import type { Client, QueryResult } from 'pg';
import pg from 'pg';
import { saysUnavailable } from './connection-faults.js';
import type { Row, Value } from './database.js';

/** The driver's connection as Sequelize's pool keeps it. */
export type PooledClient = Client & {
  /** True: the pool throws it away instead of handing it out again. */
  _invalid?: boolean;
  readonly connection: { readonly stream: Writable };
};

/** Statements prepared on one connection at most; texts beyond it are planned each time. */
const PREPARED_LIMIT = 300;
/**
 * Uses after which a kept plan is made anew: one made for an empty table scans it when it has
 * grown.
 */
const PLANNED_ANEW = [16, 64, 256, 1024, 4096];
const BIGINT_OID = 20;

interface Prepared {
  uses: number;
  name: string;
}

const preparedOn = new WeakMap<Client, Map<string, Prepared>>();

/**
 * bigint (counts, sequences) as a number where it is exact, else as text; all else as the driver
 * has it: JSON parsed.
 */
const TYPES = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === BIGINT_OID
      ? (text: string) => (Number.isSafeInteger(Number(text)) ? Number(text) : text)
      : (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown),
};

/**
 * Rows of a statement that is planned for these very values: for lists, whose texts and values
 * vary.
 */
export function plannedRows<R = Row>(
  client: PooledClient,
  sql: string,
  values: readonly Value[],
): Promise<R[]> {
  return run(client, { text: sql, values: values as Value[], types: TYPES });
}

/**
 * Rows of a statement that stays prepared on this connection: for the few texts that run all the
 * time.
 */
export function preparedRows<R = Row>(
  client: PooledClient,
  sql: string,
  values: readonly Value[],
): Promise<R[]> {
  const name = statementName(client, sql);
  return run(client, {
    ...(name === undefined ? {} : { name }),
    text: sql,
    values: values as Value[],
    types: TYPES,
  });
}

async function run<R>(client: PooledClient, query: pg.QueryConfig<Value[]>): Promise<R[]> {
  sendTogether(client);
  try {
    const result: QueryResult = await client.query(query);
    return result.rows as R[];
  } catch (error) {
    if (saysUnavailable(error)) client._invalid = true;
    throw error;
  }
}

/**
 * Sequelize waits for the answer to START TRANSACTION, which tells nothing: from now on it leaves
 * with the first statement of the transaction.
 */
export function startWithFirstStatement(client: PooledClient): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const told = (...given: unknown[]): unknown => {
    const [sql, callback] = given;
    if (sql !== 'START TRANSACTION;' || typeof callback !== 'function') return query(...given);
    sendTogether(client);
    query(sql, (error: unknown) => {
      if (error) client._invalid = true;
    });
    return callback(null, { rows: [], rowCount: 0 });
  };
  Object.assign(client, { query: told });
}

/**
 * Statements that are given in one turn of the loop leave in one write: writes are what costs most.
 */
function sendTogether(client: PooledClient): void {
  const { stream } = client.connection;
  if (stream.writableCorked > 0) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

function statementName(client: Client, sql: string): string | undefined {
  let known = preparedOn.get(client);
  if (!known) preparedOn.set(client, (known = new Map()));
  const prepared = known.get(sql);
  if (!prepared) {
    if (known.size >= PREPARED_LIMIT) return undefined;
    const name = `t${createHash('sha1').update(sql).digest('base64url')}`;
    known.set(sql, { uses: 1, name });
    return name;
  }
  prepared.uses += 1;
  if (PLANNED_ANEW.includes(prepared.uses)) prepared.name = `${prepared.name}+`;
  return prepared.name;
}
