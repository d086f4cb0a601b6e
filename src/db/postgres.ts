import { Sequelize, type Transaction } from 'sequelize';
import { answersWithin } from './answers.js';
import { saysAgain } from './connection-faults.js';
import type { Database, Row, Statements, Value } from './database.js';
import { POSTGRES } from './dialect.js';
import type { Refuse } from './faults.js';
import {
  plannedRows,
  preparedRows,
  startWithFirstStatement,
  type PooledClient,
} from './postgres-statements.js';
import { whileOpen } from './while-open.js';

/**
 * How often a transaction runs that PostgreSQL breaks off for a deadlock or a serialization
 * failure.
 */
const TRIES = 5;
const CONNECT_LIMIT_MS = 5_000;
const ACQUIRE_LIMIT_MS = 15_000;
const STATEMENT_LIMIT_MS = 30_000;
/** The server gives up first; after this time it is taken for lost. */
const ANSWER_LIMIT_MS = 35_000;
const IDLE_IN_TRANSACTION_LIMIT_MS = 60_000;
const IDLE_MS = 30_000;

/** What a transaction of Sequelize holds and its types do not show. */
interface Held extends Transaction {
  readonly connection: PooledClient;
  /** Gives the connection back without a statement. */
  cleanup(): void;
}

export interface PostgresSettings {
  readonly url: string;
  /** The schema that names without one belong to; the server's default if undefined. */
  readonly schema: string | undefined;
  readonly poolMax: number;
}

/** PostgreSQL through Sequelize's pool and transactions. */
export function openPostgres(settings: PostgresSettings, refuse: Refuse): Database {
  const sequelize = new Sequelize(settings.url, {
    dialect: 'postgres',
    logging: false,
    retry: { max: 1 },
    pool: { max: settings.poolMax, min: 0, idle: IDLE_MS, acquire: ACQUIRE_LIMIT_MS },
    dialectOptions: {
      application_name: 'turnup',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      query_timeout: ANSWER_LIMIT_MS,
    },
  });
  sequelize.addHook('afterConnect', (client) => setUp(client as PooledClient, settings.schema));
  const query = <R = Row>(sql: string, values: readonly Value[] = []) =>
    outside<R>(sequelize, refuse, sql, values);
  return {
    dialect: POSTGRES,
    query,
    transaction: (work) => transactAgain(sequelize, refuse, work),
    answers: (limitMs) => answersWithin({ query }, limitMs),
    close: () => sequelize.close(),
  };
}

/**
 * Every statement of this house finds its rows by an index. Without statistics, as in the minutes
 * after a first start, the planner would rather join by reading whole tables.
 */
const BY_INDEX =
  'SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_material = off; SET jit = off;';

/** Pipelined: statements of one transaction that do not wait for one another travel together. */
async function setUp(client: PooledClient, schema: string | undefined): Promise<void> {
  const limits =
    `${BY_INDEX} SET statement_timeout = ${STATEMENT_LIMIT_MS};` +
    `SET idle_in_transaction_session_timeout = ${IDLE_IN_TRANSACTION_LIMIT_MS};`;
  await client.query(schema === undefined ? limits : `${limits} SET search_path TO "${schema}"`);
  Object.assign(client, { pipeline: true });
  startWithFirstStatement(client);
}

async function outside<R>(
  sequelize: Sequelize,
  refuse: Refuse,
  sql: string,
  values: readonly Value[],
): Promise<R[]> {
  const pool = sequelize.connectionManager;
  const client = (await pool.getConnection({ type: 'read' }).catch(refuse)) as PooledClient;
  try {
    return await plannedRows<R>(client, sql, values);
  } catch (error) {
    return refuse(error);
  } finally {
    pool.releaseConnection(client);
  }
}

async function transactAgain<T>(
  sequelize: Sequelize,
  refuse: Refuse,
  work: (tx: Statements) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await transact(sequelize, refuse, work);
    } catch (error) {
      if (tries >= TRIES || !saysAgain(error)) throw error;
    }
  }
}

async function transact<T>(
  sequelize: Sequelize,
  refuse: Refuse,
  work: (tx: Statements) => Promise<T>,
): Promise<T> {
  const transaction = (await sequelize.transaction().catch(refuse)) as Held;
  const { connection } = transaction;
  const { tx, over } = whileOpen({
    query: <R = Row>(sql: string, values: readonly Value[] = []) =>
      preparedRows<R>(connection, sql, values).catch(refuse),
  });
  let result: T;
  try {
    result = await work(tx).finally(over);
  } catch (error) {
    await rollBack(transaction);
    throw error;
  }
  await transaction.commit().catch(refuse);
  return result;
}

/** A lost connection has rolled back by itself. */
async function rollBack(transaction: Held): Promise<void> {
  if (transaction.connection._invalid) return transaction.cleanup();
  await transaction.rollback().catch(() => undefined);
}
