import { rowsOfEach } from '../db/dialect.js';
import { BY_ID, type Session } from './reads.js';

/**
 * Holds the rows of these journeys until the transaction ends, locked in the order of their ids so
 * that two units never wait for each other. SQLite has one writer and needs none of it.
 */
export async function lockJourneys(session: Session, journeys: readonly string[]): Promise<void> {
  const { statements, dialect } = session;
  if (dialect.forUpdate === '' || journeys.length === 0) return;
  await statements.query(lockEach(dialect.list('$1'), dialect.forUpdate), [
    JSON.stringify(journeys),
  ]);
}

/** As `lockJourneys`, for the journeys that these documents belong to. */
export async function lockJourneysOf(
  session: Session,
  kind: string,
  ids: readonly string[],
): Promise<void> {
  const { statements, dialect } = session;
  if (dialect.forUpdate === '' || ids.length === 0) return;
  const journeys = `(SELECT DISTINCT d.journey AS value FROM ${rowsOfEach(dialect, '$2', BY_ID)})`;
  await statements.query(lockEach(journeys, dialect.forUpdate), [kind, JSON.stringify(ids)]);
}

/** One by one in the order of their ids. */
const lockEach = (journeys: string, forUpdate: string): string =>
  `SELECT j.id FROM (SELECT value FROM ${journeys} AS unsorted ORDER BY value) AS asked
    CROSS JOIN LATERAL (SELECT id FROM journey WHERE id = asked.value${forUpdate}) AS j`;
