import type { Database } from '../db/database.js';

export interface JourneySummary {
  readonly id: string;
  readonly href: string;
  readonly kind: string;
  readonly state: string;
  readonly openFallouts: number;
  readonly startedAt: string;
  readonly updatedAt: string;
}

/** Journeys, newest first, each with its first document's state and its open fallouts. */
export async function listJourneys(
  database: Database,
  { offset, limit }: { offset: number; limit: number },
  state?: string,
): Promise<{ items: JourneySummary[]; total: number }> {
  const where = state === undefined ? '' : 'WHERE d.state = $1';
  const bound = state === undefined ? [] : [state];
  const from = `FROM journey j JOIN document d ON d.kind = j.root_kind AND d.id = j.root_id ${where}`;
  const [count] = await database.query<{ total: number }>(
    `SELECT COUNT(*) AS total ${from}`,
    bound,
  );
  const rows = await database.query<Omit<JourneySummary, 'href'>>(
    `SELECT j.id AS "id", j.root_kind AS "kind", d.state AS "state", j.created_at AS "startedAt", d.updated_at AS "updatedAt",
       (SELECT COUNT(*) FROM document f WHERE f.journey = j.id AND f.kind = 'fallout' AND f.state = 'open') AS "openFallouts"
     ${from} ORDER BY j.created_at DESC, j.id LIMIT $${bound.length + 1} OFFSET $${bound.length + 2}`,
    [...bound, limit, offset],
  );
  const items = rows.map((row) => ({
    ...row,
    openFallouts: Number(row.openFallouts),
    href: `/journeys/${row.id}`,
  }));
  return { items, total: Number(count?.total ?? 0) };
}
