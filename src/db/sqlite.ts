import { Sequelize, Transaction } from 'sequelize';
import sqlite3 from 'sqlite3';
import { answersWithin } from './answers.js';
import type { Database, Row, Statements, Value } from './database.js';
import { SQLITE } from './dialect.js';
import type { Refuse } from './faults.js';
import { forgetFailed, keptConnections, type KeptConnection } from './sqlite-connections.js';
import { sqliteWriter, statementsOn } from './sqlite-writer.js';

/**
 * Option of Sequelize without a type: it need not say PRAGMA foreign_keys for every transaction.
 */
const NO_PRAGMA = { foreignKeys: false };

/**
 * SQLite in one file: one writer at a time, readers beside it. The file and its directory are made
 * if they are missing.
 */
export function openSqlite(file: string, refuse: Refuse): Database {
  const connections = keptConnections();
  const sequelize = new Sequelize({
    dialect: 'sqlite',
    storage: file,
    dialectModule: connections.module,
    // without OPEN_CREATE, or Sequelize makes the directory anew for every transaction
    dialectOptions: { mode: sqlite3.OPEN_READWRITE },
    transactionType: Transaction.TYPES.IMMEDIATE,
    logging: false,
    retry: { max: 1 },
    ...NO_PRAGMA,
  });
  const reader = async () => {
    forgetFailed(sequelize);
    return (await sequelize.connectionManager.getConnection({ type: 'read' })) as KeptConnection;
  };
  const outside: Statements = {
    query: async <R = Row>(sql: string, values?: readonly Value[]) =>
      statementsOn(await reader().catch(refuse), refuse).query<R>(sql, values),
  };
  return {
    dialect: SQLITE,
    query: outside.query,
    transaction: sqliteWriter(sequelize, refuse),
    answers: (limitMs) => answersWithin(outside, limitMs),
    close: () => connections.closeAll(),
  };
}
