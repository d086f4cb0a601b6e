import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { Value } from './database.js';
import { oneAtATime } from './one-at-a-time.js';
import { allRows, finalizeAll, type Prepared } from './sqlite-statements.js';

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
  /** True: it could not be opened, and statements on it would wait for ever. */
  failed?: boolean;
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
      const { connection, ready } = openKept(file, mode, {
        release: (it) => idle.push(it),
        forget,
      });
      open.add(connection);
      ready.then(() => told(null), told);
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

/** Forgets connections that could not be opened; Sequelize would hand them out again. */
export function forgetFailed(sequelize: Sequelize): void {
  const { connections } = sequelize.connectionManager as unknown as {
    connections: Record<string, KeptConnection>;
  };
  for (const [name, connection] of Object.entries(connections))
    if (connection.failed) delete connections[name];
}

interface Keeper {
  release(connection: KeptConnection): void;
  forget(connection: KeptConnection): void;
}

function openKept(
  file: string,
  mode: number,
  keeper: Keeper,
): { connection: KeptConnection; ready: Promise<void> } {
  let told: Told = () => {};
  const opened = new Promise<void>((done, fail) => {
    told = (error) => (error ? fail(error) : done());
  });
  const database = new sqlite3.Database(file, mode | sqlite3.OPEN_CREATE, (error) => told(error));
  const prepared: Prepared = new Map();
  const ready = opened.then(() => setUp(database, prepared));
  const connection = keep(database, prepared, ready, keeper);
  ready.catch(() => {
    connection.failed = true;
    keeper.forget(connection);
  });
  return { connection, ready };
}

function keep(
  database: sqlite3.Database,
  prepared: Prepared,
  ready: Promise<void>,
  keeper: Keeper,
): KeptConnection {
  const close = database.close.bind(database);
  const inTurn = oneAtATime();
  const connection: KeptConnection = Object.assign(database, {
    rows: (sql: string, values: readonly Value[]) =>
      inTurn(async () => {
        await ready;
        return allRows(database, prepared, sql, values);
      }),
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
async function setUp(database: sqlite3.Database, prepared: Prepared): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      for (const setting of SETTINGS) await allRows(database, prepared, setting, []);
      return;
    } catch (error) {
      const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
      if (!busy || tries >= OPENING_TRIES) throw error;
      await pause(OPENING_PAUSE_MS);
    }
  }
}
