import type { Database, Statements } from '../../db/database.js';
import type { ParkedMessage, Publication } from '../broker.js';
import type { Settlement } from '../intake.js';
import { reasonOf } from '../reason.js';
import type { Queue } from '../topology.js';

/** A message as it was claimed. */
export interface ClaimedMessage {
  readonly seq: number;
  readonly messageId: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** This time included. */
  readonly attempts: number;
}

type Row<T extends { headers: unknown }> = Omit<T, 'headers'> & { readonly headers: string };

/** What became of a claimed message; `giveBack`: nothing, it was not handed out. */
export interface Settled {
  readonly seq: number;
  readonly how: Settlement | { readonly kind: 'giveBack' };
}

export interface Turn {
  readonly queue: string;
  readonly settled: readonly Settled[];
  /** How many more to claim at most. */
  readonly claim: number;
}

/** The messages as rows of `bus_message`. Instants are of the clock given. */
export interface MessageStore {
  /** One row for every message and queue that takes it, in one statement. */
  insert(routed: readonly { message: Publication; queue: Queue }[]): Promise<void>;
  /** Settles some and claims others, oldest first, in one transaction. */
  turn(turn: Turn): Promise<ClaimedMessage[]>;
  /** True when there is something to claim. */
  hasReady(queue: string): Promise<boolean>;
  /** Claims again what is claimed already, from now on. */
  renew(seqs: readonly number[]): Promise<void>;
  depths(): Promise<{ queue: string; ready: number; parked: number }[]>;
  parked(queue: string, limit: number): Promise<ParkedMessage[]>;
  replay(queue: string, messageId: string): Promise<boolean>;
}

export interface StoreOptions {
  readonly database: Database;
  /** Who claims, unique among all processes and brokers. */
  readonly holder: string;
  readonly claimMs: number;
  readonly now: () => Date;
}

const READY = `parked_at IS NULL AND due_at <= $2
  AND (claimed_until IS NULL OR claimed_until <= $2)`;

export function createMessageStore(options: StoreOptions): MessageStore {
  const { database, now } = options;
  const at = (delayMs = 0) => new Date(now().getTime() + delayMs).toISOString();

  return {
    insert: (routed) => insert(database, routed, at()),
    turn: (turn) =>
      database.transaction(async (tx) => {
        await settle(tx, turn.settled, options, at);
        return turn.claim > 0 ? claim(tx, turn, options, at) : [];
      }),
    async hasReady(queue) {
      const sql = `SELECT 1 AS found FROM bus_message WHERE queue = $1 AND ${READY} LIMIT 1`;
      return (await database.query(sql, [queue, at()])).length > 0;
    },
    async renew(seqs) {
      const { dialect } = database;
      await database.transaction((tx) =>
        tx.query(
          `UPDATE bus_message SET claimed_until = $1
           WHERE claimed_by = $2 AND seq IN (SELECT seq FROM ${dialect.rows('$3', SEQ)} AS held)`,
          [at(options.claimMs), options.holder, JSON.stringify(seqs.map((seq) => ({ seq })))],
        ),
      );
    },
    depths: () => depths(database, at()),
    parked: (queue, limit) => parked(database, queue, limit),
    replay: (queue, messageId) => replay(database, queue, messageId, at()),
  };
}

const SEQ = { seq: 'integer' } as const;

async function insert(
  database: Database,
  routed: readonly { message: Publication; queue: Queue }[],
  dueAt: string,
): Promise<void> {
  const rows = routed.map(({ message, queue }, n) => ({
    n,
    queue: queue.name,
    message_id: message.messageId,
    key: message.key,
    headers: JSON.stringify(message.headers),
    body: JSON.stringify(message.body),
  }));
  const sent = database.dialect.rows('$1', {
    n: 'integer',
    queue: 'text',
    message_id: 'text',
    key: 'text',
    headers: 'text',
    body: 'text',
  });
  await database.transaction((tx) =>
    tx.query(
      `INSERT INTO bus_message(queue, message_id, key, headers, body, due_at)
       SELECT queue, message_id, key, headers, body, $2 FROM ${sent} AS sent ORDER BY n`,
      [JSON.stringify(rows), dueAt],
    ),
  );
}

/** One statement for each way in which some of them ended. */
async function settle(
  tx: Statements,
  settled: readonly Settled[],
  { database, holder }: StoreOptions,
  at: (delayMs?: number) => string,
): Promise<void> {
  const { dialect } = database;
  const ended = { seq: 'integer', due_at: 'text', reason: 'text' } as const;
  const run = async (
    kind: Settled['how']['kind'],
    sql: (rows: string) => string,
    values: readonly string[],
  ) => {
    const rows = settled.filter(({ how }) => how.kind === kind).map((one) => endOf(one, at));
    if (rows.length === 0) return;
    await tx.query(sql(dialect.rows('$1', ended)), [JSON.stringify(rows), ...values]);
  };
  // Whoever holds it now: it is done.
  await run(
    'ack',
    (rows) => `DELETE FROM bus_message WHERE seq IN (SELECT seq FROM ${rows} AS e)`,
    [],
  );
  const free = (change: string) => (rows: string) =>
    `UPDATE bus_message SET claimed_until = NULL, claimed_by = NULL, ${change}
     FROM ${rows} AS e WHERE bus_message.seq = e.seq AND claimed_by = $2`;
  await run('retry', free('due_at = e.due_at, reason = e.reason'), [holder]);
  await run('park', free('parked_at = $3, reason = e.reason'), [holder, at()]);
  await run('giveBack', free('attempts = attempts - 1'), [holder]);
}

function endOf({ seq, how }: Settled, at: (delayMs?: number) => string) {
  const dueAt = how.kind === 'retry' ? at(how.delayMs) : null;
  const reason = 'reason' in how ? reasonOf(how.reason) : null;
  return { seq, due_at: dueAt, reason };
}

async function claim(
  tx: Statements,
  turn: Turn,
  { database, holder, claimMs }: StoreOptions,
  at: (delayMs?: number) => string,
): Promise<ClaimedMessage[]> {
  const claimed = await tx.query<Row<ClaimedMessage>>(
    `WITH due AS (
       SELECT seq FROM bus_message WHERE queue = $1 AND ${READY}
       ORDER BY seq LIMIT $3${database.dialect.skipLocked})
     UPDATE bus_message SET attempts = attempts + 1, claimed_until = $4, claimed_by = $5
     WHERE seq IN (SELECT seq FROM due)
     RETURNING seq, message_id AS "messageId", key, headers, body, attempts`,
    [turn.queue, at(), turn.claim, at(claimMs), holder],
  );
  return claimed
    .map((row) => ({ ...row, headers: JSON.parse(row.headers) as Record<string, string> }))
    .sort((a, b) => a.seq - b.seq);
}

function depths(database: Database, now: string) {
  return database.query<{ queue: string; ready: number; parked: number }>(
    `SELECT queue, COUNT(*) FILTER (WHERE parked_at IS NOT NULL) AS parked,
       COUNT(*) FILTER (WHERE parked_at IS NULL AND due_at <= $1
         AND (claimed_until IS NULL OR claimed_until <= $1)) AS ready
     FROM bus_message GROUP BY queue`,
    [now],
  );
}

async function parked(database: Database, queue: string, limit: number): Promise<ParkedMessage[]> {
  const rows = await database.query<Row<ParkedMessage>>(
    `SELECT queue, message_id AS "messageId", key, headers, body, reason, parked_at AS at
     FROM bus_message WHERE queue = $1 AND parked_at IS NOT NULL
     ORDER BY parked_at, seq LIMIT $2`,
    [queue, limit],
  );
  return rows.map((row) => ({
    ...row,
    headers: JSON.parse(row.headers) as Record<string, string>,
  }));
}

async function replay(
  database: Database,
  queue: string,
  messageId: string,
  now: string,
): Promise<boolean> {
  const replayed = await database.transaction((tx) =>
    tx.query(
      `UPDATE bus_message SET parked_at = NULL, reason = NULL, attempts = 0, due_at = $3,
         claimed_until = NULL, claimed_by = NULL
       WHERE seq = (SELECT MIN(seq) FROM bus_message
         WHERE queue = $1 AND message_id = $2 AND parked_at IS NOT NULL)
       RETURNING seq`,
      [queue, messageId, now],
    ),
  );
  return replayed.length > 0;
}
