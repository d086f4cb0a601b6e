import type { Database, Statements } from '../db/database.js';
import { isOneOf } from '../db/dialect.js';

/** How often messages were taken up again, counted where it survives the process. */
export interface Redeliveries {
  /** Of those that were counted before. */
  counted(messageIds: readonly string[]): Promise<Map<string, Redelivery>>;
  /** Counts one more time for each, in a transaction of its own: before the work. */
  count(messageIds: readonly string[]): Promise<void>;
  noteError(messageId: string, error: string): Promise<void>;
  forget(messageIds: readonly string[], statements?: Statements): Promise<void>;
}

/** How often a message was tried since it first came back, and why the last try failed. */
export interface Redelivery {
  readonly attempts: number;
  readonly lastError: string | null;
}

/** Rows of `redelivery`; `now` is noted as when a message first came back. */
export function createRedeliveries(database: Database, now: () => Date): Redeliveries {
  const { dialect } = database;
  const inTransaction = (sql: string, values: readonly string[]) =>
    database.transaction((tx) => tx.query(sql, values));

  return {
    async counted(messageIds) {
      const rows = await database.query<Redelivery & { messageId: string }>(
        `SELECT message_id AS "messageId", attempts, last_error AS "lastError"
         FROM redelivery WHERE ${isOneOf(dialect, 'message_id', '$1')}`,
        [JSON.stringify(messageIds)],
      );
      return new Map(rows.map((row) => [row.messageId, row]));
    },
    async count(messageIds) {
      // In one order for all processes, or two of them could wait for one another.
      const ids = [...new Set(messageIds)].sort();
      await inTransaction(
        `INSERT INTO redelivery(message_id, attempts, first_at)
         SELECT value, 1, $2 FROM ${dialect.list('$1')} AS again WHERE true
         ON CONFLICT (message_id) DO UPDATE SET attempts = redelivery.attempts + 1`,
        [JSON.stringify(ids), now().toISOString()],
      );
    },
    async noteError(messageId, error) {
      await inTransaction('UPDATE redelivery SET last_error = $2 WHERE message_id = $1', [
        messageId,
        error,
      ]);
    },
    async forget(messageIds, statements) {
      const sql = `DELETE FROM redelivery WHERE ${isOneOf(dialect, 'message_id', '$1')}`;
      const values = [JSON.stringify([...messageIds].sort())];
      await (statements ? statements.query(sql, values) : inTransaction(sql, values));
    },
  };
}
