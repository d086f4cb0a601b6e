import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import sqlite3 from 'sqlite3';
import type { Value } from './database.js';
import { oneAtATime } from './one-at-a-time.js';

/** Statements kept prepared on one connection. */
const PREPARED_LIMIT = 400;
const BUSY_TIMEOUT_MS = 10_000;
const OPENING_TRIES = 40;
const OPENING_PAUSE_MS = 50;
/**
 * WAL sticks to the file, the others to the connection. FULL: what was committed survives a power
 * cut.
 */
const SETTINGS = [
  `PRAGMA busy_timeout=${BUSY_TIMEOUT_MS}`,
  'PRAGMA journal_mode=WAL',
  'PRAGMA synchronous=FULL',
  'PRAGMA foreign_keys=ON',
  'PRAGMA cache_size=-32000',
  'PRAGMA temp_store=MEMORY',
];

type Told = (error: Error | null) => void;

/** A sqlite3 connection that Sequelize opens and closes, and that in truth stays open. */
export interface KeptConnection extends sqlite3.Database {
  /** All rows of one statement; statements of one connection run in turn. */
  rows(sql: string, values: readonly Value[]): Promise<unknown[]>;
  /** Closes the file. A connection whose ROLLBACK failed must not be kept. */
  reallyClose(): Promise<void>;
}

/**
 * The part of the sqlite3 module that Sequelize uses, as its `dialectModule`, and the way to let go
 * of it.
 */
export interface KeptConnections {
  readonly module: object;
  closeAll(): Promise<void>;
}

/**
 * Sequelize 6 has no pool for SQLite and opens the file for every transaction, with no hook for
 * pragmas. This module hands out connections that are set up once and kept.
 */
export function keptConnections(): KeptConnections {
  const idle: KeptConnection[] = [];
  const open = new Set<KeptConnection>();
  const forget = (connection: KeptConnection) => {
    open.delete(connection);
    const at = idle.indexOf(connection);
    if (at >= 0) idle.splice(at, 1);
  };

  class Database {
    constructor(file: string, mode: number, told: Told) {
      const kept = idle.pop();
      if (kept) {
        queueMicrotask(() => told(null));
        return kept;
      }
      mkdirSync(dirname(file), { recursive: true });
      const opened = new sqlite3.Database(file, mode | sqlite3.OPEN_CREATE, (error) => {
        if (error) return told(error);
        open.add(connection);
        setUp(connection).then(() => told(null), told);
      });
      const connection = keep(opened, { release: (it) => idle.push(it), forget });
      return connection;
    }
  }
  return {
    module: { ...sqlite3, Database },
    closeAll: async () => {
      await Promise.all([...open].map((connection) => connection.reallyClose()));
    },
  };
}

interface Keeper {
  release(connection: KeptConnection): void;
  forget(connection: KeptConnection): void;
}

function keep(database: sqlite3.Database, keeper: Keeper): KeptConnection {
  const close = database.close.bind(database);
  const prepared = new Map<string, sqlite3.Statement>();
  const inTurn = oneAtATime();
  const connection: KeptConnection = Object.assign(database, {
    rows: (sql: string, values: readonly Value[]) =>
      inTurn(() => allRows(database, prepared, sql, values)),
    // Sequelize says BEGIN, COMMIT and ROLLBACK through these two; prepared, they cost a fifth
    all: (sql: string, _none: unknown, told: (error: Error | null, rows?: unknown[]) => void) => {
      connection.rows(sql, []).then((rows) => told(null, rows), told);
      return connection;
    },
    serialize: (work?: () => void) => work?.(),
    close: (told?: Told) => {
      keeper.release(connection);
      told?.(null);
    },
    reallyClose: async () => {
      keeper.forget(connection);
      await inTurn(async () => finalizeAll(prepared));
      await new Promise<void>((done, fail) => close((error) => (error ? fail(error) : done())));
    },
  });
  return connection;
}

/**
 * Switching a new file to WAL is refused while another process does the same, whatever the busy
 * timeout.
 */
async function setUp(connection: KeptConnection): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      for (const setting of SETTINGS) await connection.rows(setting, []);
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
      if (!busy || tries >= OPENING_TRIES) throw error;
      await pause(OPENING_PAUSE_MS);
    }
  }
}

async function allRows(
  database: sqlite3.Database,
  prepared: Map<string, sqlite3.Statement>,
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
  prepared: Map<string, sqlite3.Statement>,
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

async function finalizeAll(prepared: Map<string, sqlite3.Statement>): Promise<void> {
  const statements = [...prepared.values()];
  prepared.clear();
  await Promise.all(
    statements.map((statement) => new Promise<void>((done) => statement.finalize(() => done()))),
  );
}
