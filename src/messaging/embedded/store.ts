import type { Database } from '../../db/database.js';
import type { ParkedMessage, Publication } from '../broker.js';
import type { Settlement } from '../intake.js';
import type { Queue } from '../topology.js';
import { depths, parked, replay } from './parked-rows.js';
import { claim, READY, settle } from './turn.js';

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

/** As it comes from the database: headers are JSON text. */
export type Row<T extends { headers: unknown }> = Omit<T, 'headers'> & { readonly headers: string };

/** What became of a claimed message; `giveBack`: nothing, it was not handed out. */
export interface Settled {
  readonly seq: number;
  readonly how: Settlement | { readonly kind: 'giveBack' };
}

/** What one transaction of a consumer does. */
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

/** Who claims messages, and for how long. */
export interface StoreOptions {
  readonly database: Database;
  /** Who claims, unique among all processes and brokers. */
  readonly holder: string;
  readonly claimMs: number;
  readonly now: () => Date;
}

/** Opens nothing: the tables are there once the database is migrated. */
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
