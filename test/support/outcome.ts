import type { Database } from '../../src/db/database.js';
import { actsOf, rememberedIn } from './acts.js';
import { countOf } from './seen-from-outside.js';

/** What one order of the small catalog becomes. */
export interface OrderShape {
  readonly lines: number;
  readonly tasksPerLine: number;
}

/** True when every order that there is has been completed. */
export async function allCompleted(database: Database, orders: number): Promise<boolean> {
  const sql = `SELECT COUNT(*) AS n FROM document
    WHERE kind = 'productOrder' AND state = 'completed'`;
  return (await countOf(database, sql)) === orders;
}

/**
 * Everything in which these orders are not each completed exactly once: one journey an order, the
 * right documents in their last states and none more, one way into each last state. Fallouts are
 * left out. Empty when all is well.
 */
export async function faultsOfOrders(
  database: Database,
  orders: readonly string[],
  { lines, tasksPerLine }: OrderShape,
): Promise<string[]> {
  const wanted = describe({
    'productOrder completed': 1,
    'product active': lines,
    'service active': lines,
    'serviceOrder completed': lines,
    'processFlow completed': lines,
    'taskFlow completed': lines * tasksPerLine,
  });
  const found = await documentsByJourney(database);
  const journeys = await countOf(database, `SELECT COUNT(*) AS n FROM journey`);
  return [
    ...(journeys === orders.length ? [] : [`${journeys} journeys for ${orders.length} orders`]),
    ...orders
      .map((id) => `${id}: ${describe(found.get(id) ?? {})}`)
      .filter((line) => !line.endsWith(`: ${wanted}`))
      .map((line) => `${line} instead of ${wanted}`),
    ...(await reachedTwice(database)),
  ];
}

async function documentsByJourney(database: Database) {
  const rows = await database.query<{ journey: string; kind: string; state: string; n: number }>(
    `SELECT journey, kind, state, COUNT(*) AS n FROM document
     WHERE journey IS NOT NULL AND kind <> 'fallout' GROUP BY journey, kind, state`,
  );
  const found = new Map<string, Record<string, number>>();
  for (const { journey, kind, state, n } of rows) {
    found.set(journey, { ...found.get(journey), [`${kind} ${state}`]: Number(n) });
  }
  return found;
}

const describe = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, n]) => `${n} ${what}`)
    .sort()
    .join(', ');

/** Documents that came into their last state more than once. */
async function reachedTwice(database: Database): Promise<string[]> {
  const rows = await database.query<{ kind: string; id: string; n: number }>(
    `SELECT kind, id, COUNT(*) AS n FROM audit
     WHERE to_state IN ('completed', 'active') AND from_state IS NOT NULL
       AND from_state <> to_state AND kind <> 'processFlow'
     GROUP BY kind, id HAVING COUNT(*) > 1`,
  );
  return rows.map(({ kind, id, n }) => `${kind} ${id} reached its last state ${n} times`);
}

/**
 * Everything in which the systems of `memoryDir` did not act once on each task's work order and on
 * nothing else. Empty when all is well.
 */
export async function faultsOfActs(database: Database, memoryDir: string): Promise<string[]> {
  const remembered = await rememberedIn(memoryDir);
  const tasks = await database.query<{ id: string; revision: number }>(
    `SELECT id, CAST("inner" ->> 'revision' AS integer) AS revision FROM document
     WHERE kind = 'taskFlow'`,
  );
  const known = new Set(tasks.map(({ id }) => id));
  const strangers = [...remembered.keys()].filter((id) => !known.has(id));
  return [
    ...strangers.map((id) => `a system worked on ${id}, which is no task`),
    ...tasks
      .filter(({ id, revision }) => remembered.get(id)?.acts[String(revision)] !== 1)
      .map(({ id, revision }) => `${id} was not acted on once in its last revision ${revision}`),
    ...[...remembered.values()]
      .filter((record) => actsOf(record).some((acts) => acts > 1))
      .map(({ workOrderId, acts }) => `${workOrderId} was acted on ${JSON.stringify(acts)}`),
  ];
}

/** Jobs, messages and outgoing work that nobody will take up any more. Empty when all is well. */
export async function leftovers(database: Database): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(LEFTOVERS)) {
    const n = await countOf(database, sql);
    if (n > 0) found.push(`${n} ${what}`);
  }
  return found;
}

const LEFTOVERS = {
  'jobs not done': 'SELECT COUNT(*) AS n FROM job',
  'messages not sent': 'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL',
} as const;
