import type { Statements } from '../../db/database.js';
import { reasonOf } from '../reason.js';
import type { ClaimedMessage, Row, Settled, StoreOptions, Turn } from './store.js';

/** An instant some milliseconds from now, as it is stored. */
export type At = (delayMs?: number) => string;

/** A message that may be claimed: neither parked nor claimed, and due. `$2` is now. */
export const READY = `parked_at IS NULL AND due_at <= $2
  AND (claimed_until IS NULL OR claimed_until <= $2)`;

/** One statement for each way in which some of them ended. */
export async function settle(
  tx: Statements,
  settled: readonly Settled[],
  { database, holder }: StoreOptions,
  at: At,
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

function endOf({ seq, how }: Settled, at: At) {
  const dueAt = how.kind === 'retry' ? at(how.delayMs) : null;
  const reason = 'reason' in how ? reasonOf(how.reason) : null;
  return { seq, due_at: dueAt, reason };
}

/** Claims the oldest messages that are ready, and counts that they are handed out. */
export async function claim(
  tx: Statements,
  turn: Turn,
  { database, holder, claimMs }: StoreOptions,
  at: At,
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
