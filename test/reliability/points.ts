import type { Database } from '../../src/db/database.js';
import { isOneOf } from '../../src/db/dialect.js';
import { actsOf, rememberedIn } from '../support/acts.js';
import type { GatePlace } from '../support/gate.js';
import { countOf } from '../support/seen-from-outside.js';

/** The orders of one round, as a point looks at them. */
export interface Round {
  readonly database: Database;
  /** Where the simulated systems remember. */
  readonly memoryDir: string;
  /** Ids of the orders, which are those of their journeys too. */
  readonly orders: readonly string[];
  /** Work orders that these orders need in the end. */
  readonly workOrders: number;
}

/**
 * An instant on the way of a few orders. Seen from outside by what only ever grows, so that it
 * cannot be missed: it is reached, or passed.
 */
export interface Point {
  readonly name: string;
  reached(round: Round): Promise<boolean>;
}

/** The last word of a round's audit about documents of one kind: at least so many rows. */
const audited = (name: string, which: string, least: (round: Round) => number): Point => ({
  name,
  reached: async (round) =>
    (await counted(round, `audit WHERE ${which} AND`, 'chain')) >= least(round),
});

/** Points of the way itself, in its order. */
export const WAY: readonly Point[] = [
  { name: 'as soon as the orders are accepted', reached: () => Promise.resolve(true) },
  audited('at the first approval', `action = 'approve'`, () => 1),
  audited('at the first decomposition', `kind = 'taskFlow' AND action = 'create'`, () => 1),
  {
    name: 'at the first work order that left',
    reached: async (round) => (await left(round)) >= 1,
  },
  {
    name: 'when systems have begun to act',
    reached: async (round) => (await actedOn(round)) >= 1,
  },
  audited('at the first status', `kind = 'taskFlow' AND actor = 'downstream'`, () => 1),
  audited(
    'at the first task that is over',
    `kind = 'taskFlow' AND to_state = 'completed'`,
    () => 1,
  ),
  {
    name: 'when half of the work orders have left',
    reached: async (round) => (await left(round)) >= round.workOrders / 2,
  },
  audited(
    'when half of the tasks are over',
    `kind = 'taskFlow' AND to_state = 'completed' AND from_state <> to_state`,
    ({ workOrders }) => workOrders / 2,
  ),
  {
    name: 'when work orders leave that had to wait for others',
    reached: async (round) => (await left(round)) > (round.workOrders * 2) / 3,
  },
  audited(
    'at the first domain order that is completed',
    `kind = 'serviceOrder' AND to_state = 'completed'`,
    () => 1,
  ),
];

/**
 * Places in the database where a process is caught in the middle of a transaction, or at its
 * commit, with a broker that knows more or less than the database.
 */
export const GATES: readonly (GatePlace & { readonly name: string })[] = [
  {
    name: 'in the decomposition, half written',
    table: 'audit',
    event: 'INSERT',
    when: `NEW.kind = 'processFlow' AND NEW.action = 'create'`,
    at: 'before',
  },
  {
    name: 'at the commit of a decomposition, not knowing how it ended',
    table: 'audit',
    event: 'INSERT',
    when: `NEW.kind = 'productOrder' AND NEW.action = 'start'`,
    at: 'commit',
  },
  {
    name: 'when the broker has confirmed work orders that are not marked as sent',
    table: 'outbox',
    event: 'UPDATE',
    at: 'before',
  },
  {
    name: 'with statuses in hand, none applied',
    table: 'inbox',
    event: 'INSERT',
    at: 'before',
  },
  {
    name: 'at the commit of statuses that are not acknowledged',
    table: 'inbox',
    event: 'INSERT',
    at: 'commit',
  },
  {
    name: 'in the roll-up, half written',
    table: 'audit',
    event: 'INSERT',
    when: `NEW.kind = 'productOrder' AND NEW.to_state = 'completed'`,
    at: 'before',
  },
];

/** The last gate of all: an order is accepted, and nobody will ever be told. */
export const UNTOLD: GatePlace = {
  table: 'audit',
  event: 'INSERT',
  when: `NEW.kind = 'productOrder' AND NEW.action = 'create'`,
  at: 'commit',
};

function counted({ database, orders }: Round, from: string, column: string): Promise<number> {
  const sql = `SELECT COUNT(*) AS n FROM ${from} ${isOneOf(database.dialect, column, '$1')}`;
  return countOf(database, sql, [JSON.stringify(orders)]);
}

const left = (round: Round) => counted(round, 'outbox WHERE sent_at IS NOT NULL AND', 'journey');

/** Work orders of the round that a system has acted on. */
async function actedOn({ database, orders, memoryDir }: Round): Promise<number> {
  const tasks = await database.query<{ id: string }>(
    `SELECT id FROM document WHERE kind = 'taskFlow' AND
       ${isOneOf(database.dialect, 'journey', '$1')}`,
    [JSON.stringify(orders)],
  );
  const remembered = await rememberedIn(memoryDir);
  return tasks.filter(({ id }) => actsOf(remembered.get(id)).length > 0).length;
}
