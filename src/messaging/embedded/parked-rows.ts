import type { Database } from '../../db/database.js';
import type { ParkedMessage } from '../broker.js';
import type { Row } from './store.js';

/** How many messages of each queue are ready and parked; queues without a message are left out. */
export function depths(database: Database, now: string) {
  return database.query<{ queue: string; ready: number; parked: number }>(
    `SELECT queue, COUNT(*) FILTER (WHERE parked_at IS NOT NULL) AS parked,
       COUNT(*) FILTER (WHERE parked_at IS NULL AND due_at <= $1
         AND (claimed_until IS NULL OR claimed_until <= $1)) AS ready
     FROM bus_message GROUP BY queue`,
    [now],
  );
}

/** The parked messages of a queue, the longest parked first. */
export async function parked(
  database: Database,
  queue: string,
  limit: number,
): Promise<ParkedMessage[]> {
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

/** Makes a parked message ready, as if it were new; false when there is none of this id. */
export async function replay(
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
