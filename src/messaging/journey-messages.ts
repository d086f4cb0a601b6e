import type { Database } from '../db/database.js';

/**
 * Messages of one journey: those that left, and the changes that messages from downstream systems
 * made.
 */
export async function messagesOf(
  database: Database,
  journey: string,
): Promise<{ sent: number; received: number }> {
  const [out] = await database.query<{ n: number }>(
    'SELECT COUNT(*) AS n FROM outbox WHERE journey = $1 AND sent_at IS NOT NULL',
    [journey],
  );
  const [back] = await database.query<{ n: number }>(
    `SELECT COUNT(*) AS n FROM audit WHERE chain = $1 AND kind = 'taskFlow' AND actor = 'downstream'`,
    [journey],
  );
  return { sent: Number(out?.n ?? 0), received: Number(back?.n ?? 0) };
}
