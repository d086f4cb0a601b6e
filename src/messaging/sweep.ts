import type { Database } from '../db/database.js';

/** Rows of one table that one call deletes at most: a sweep must not hold up the writers. */
const LIMIT = 1_000;

/**
 * Deletes messages sent, messages seen and attempts noted before `before`, the oldest first, up to
 * a thousand each; answers how many. More than none means that another call may find more. An id
 * that is forgotten would be applied again if its message came once more, so `before` must lie
 * further back than any message can be late.
 */
export async function sweepMessages(database: Database, before: Date): Promise<number> {
  const at = before.toISOString();
  let deleted = 0;
  for (const statement of STATEMENTS) {
    const rows = await database.transaction((tx) => tx.query(statement, [at, LIMIT]));
    deleted += rows.length;
  }
  return deleted;
}

const STATEMENTS = [
  // Sent in about the order of seq: a window at the old end instead of an index on every row.
  `DELETE FROM outbox WHERE seq IN (
     SELECT seq FROM (
       SELECT seq, sent_at FROM outbox WHERE sent_at IS NOT NULL ORDER BY seq LIMIT $2) AS oldest
     WHERE sent_at < $1)
   RETURNING seq`,
  `DELETE FROM inbox WHERE message_id IN (
     SELECT message_id FROM inbox WHERE received_at < $1 ORDER BY received_at LIMIT $2)
   RETURNING message_id`,
  `DELETE FROM redelivery WHERE message_id IN (
     SELECT message_id FROM redelivery WHERE first_at < $1 LIMIT $2)
   RETURNING message_id`,
];
