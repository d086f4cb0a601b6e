import type { Database } from '../db/database.js';

/** Ids of product orders that wait for a person's approval, the longest waiting first. */
export async function ordersWaiting(
  database: Database,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ items: { id: string; since: string }[]; total: number }> {
  const where = `FROM document WHERE kind = 'productOrder' AND state = 'awaitingApproval'`;
  const [count] = await database.query<{ total: number }>(`SELECT COUNT(*) AS total ${where}`);
  const items = await database.query<{ id: string; since: string }>(
    `SELECT id AS "id", updated_at AS "since" ${where} ORDER BY updated_at, id LIMIT $1 OFFSET $2`,
    [limit, offset],
  );
  return { items, total: Number(count?.total ?? 0) };
}
