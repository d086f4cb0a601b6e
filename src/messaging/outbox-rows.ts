import type { Database } from '../db/database.js';
import { isOneOf } from '../db/dialect.js';

/** A message that has not left yet. */
export interface OutboxRow {
  readonly seq: number;
  readonly messageId: string;
  readonly routingKey: string;
  readonly headers: string;
  readonly body: string;
  readonly subject: string;
  readonly createdAt: string;
  /** How often it was tried. */
  readonly attempts: number;
}

/** Why a message did not leave, and when to try again. */
export interface OutboxFailure {
  readonly messageId: string;
  readonly lastError: string;
  readonly dueAt: string;
}

/** True when something waits to be sent now. */
export async function hasUnsent(database: Database, now: string): Promise<boolean> {
  const sql = `SELECT 1 AS found FROM outbox
    WHERE sent_at IS NULL AND (due_at IS NULL OR due_at <= $1) LIMIT 1`;
  return (await database.query(sql, [now])).length > 0;
}

/**
 * The oldest that may leave now. Behind one that failed, those of its subject wait until it is
 * sent. Chosen by what is not sent, never by a position: transactions commit out of order.
 */
export function unsent(database: Database, now: string, limit: number): Promise<OutboxRow[]> {
  return database.query<OutboxRow>(
    `SELECT seq, message_id AS "messageId", routing_key AS "routingKey", headers, body, subject,
       created_at AS "createdAt", attempts
     FROM outbox AS o
     WHERE sent_at IS NULL AND (due_at IS NULL OR due_at <= $1) AND NOT EXISTS (
       SELECT 1 FROM outbox AS earlier
       WHERE earlier.subject = o.subject AND earlier.seq < o.seq
         AND earlier.sent_at IS NULL AND earlier.due_at IS NOT NULL)
     ORDER BY seq LIMIT $2`,
    [now, limit],
  );
}

/** Marks what is confirmed as sent and notes what failed, in one transaction. */
export async function noteOutcome(
  database: Database,
  now: string,
  sent: readonly string[],
  failed: readonly OutboxFailure[],
): Promise<void> {
  const { dialect } = database;
  await database.transaction(async (tx) => {
    if (sent.length > 0) {
      await tx.query(
        `UPDATE outbox SET sent_at = $1, attempts = attempts + 1, due_at = NULL, last_error = NULL
         WHERE ${isOneOf(dialect, 'message_id', '$2')}`,
        [now, JSON.stringify(sent)],
      );
    }
    if (failed.length > 0) {
      const rows = dialect.rows('$1', { messageId: 'text', lastError: 'text', dueAt: 'text' });
      await tx.query(
        `UPDATE outbox SET attempts = attempts + 1, last_error = f."lastError", due_at = f."dueAt"
         FROM ${rows} AS f WHERE message_id = f."messageId"`,
        [JSON.stringify(failed)],
      );
    }
  });
}
