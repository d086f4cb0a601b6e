import { setImmediate as yieldOnce } from 'node:timers/promises';
import type { Sequelize, Transaction } from 'sequelize';
import type { Row, Statements, Value } from './database.js';
import type { Refuse } from './faults.js';
import { forgetFailed, type KeptConnection } from './sqlite-connections.js';
import { whileOpen } from './while-open.js';

/** Transactions that share one COMMIT at most; the first of them waits for the last. */
const GROUP_LIMIT = 16;

/** What a transaction of Sequelize holds and its types do not show. */
interface Held extends Transaction {
  readonly connection: KeptConnection;
}

/** A transaction that waits for its turn. */
interface Turn {
  run(tx: Statements): Promise<void>;
  /** Called once the group is committed. */
  settle(): void;
  fail(error: unknown): void;
}

type Transact = <T>(work: (tx: Statements) => Promise<T>) => Promise<T>;

/** Statements on one connection. */
export const statementsOn = (connection: KeptConnection, refuse: Refuse): Statements => ({
  query: async <R = Row>(sql: string, values: readonly Value[] = []) =>
    (await connection.rows(sql, values).catch(refuse)) as R[],
});

/**
 * The one writer of an SQLite file in this process. Transactions that wait at the same time run in
 * turn and are committed together, each within a savepoint of its own: waiting for the disk is most
 * of what a transaction costs.
 */
export function sqliteWriter(sequelize: Sequelize, refuse: Refuse): Transact {
  const waiting: Turn[] = [];
  let draining = false;
  const drain = async () => {
    draining = true;
    while (waiting.length > 0) {
      await yieldOnce();
      await commitTogether(sequelize, refuse, waiting.splice(0, GROUP_LIMIT));
    }
    draining = false;
  };
  return (work) =>
    new Promise((done, fail) => {
      waiting.push(turnOf(work, done, fail));
      if (!draining) void drain();
    });
}

function turnOf<T>(
  work: (tx: Statements) => Promise<T>,
  done: (result: T) => void,
  fail: (error: unknown) => void,
): Turn {
  let settle = () => {};
  return {
    run: async (tx) => {
      const result = await work(tx);
      settle = () => done(result);
    },
    settle: () => settle(),
    fail,
  };
}

/** Never rejects: every turn is settled or failed. */
async function commitTogether(
  sequelize: Sequelize,
  refuse: Refuse,
  turns: readonly Turn[],
): Promise<void> {
  const passed: Turn[] = [];
  let transaction: Held | undefined;
  try {
    transaction = (await sequelize.transaction().catch(refuse)) as Held;
    const statements = statementsOn(transaction.connection, refuse);
    for (const turn of turns) if (await runApart(statements, turn)) passed.push(turn);
    await transaction.commit().catch(refuse);
    for (const turn of passed) turn.settle();
  } catch (error) {
    // what SQLite rolled back or could not commit is lost for the whole group
    if (transaction) await discard(transaction);
    else forgetFailed(sequelize);
    for (const turn of turns) turn.fail(error);
  }
}

/** False when the turn failed by itself and left nothing; rejects when the transaction is gone. */
async function runApart(statements: Statements, turn: Turn): Promise<boolean> {
  await statements.query('SAVEPOINT turn');
  const { tx, over } = whileOpen(statements);
  try {
    await turn.run(tx);
  } catch (error) {
    over();
    await statements.query('ROLLBACK TO turn');
    await statements.query('RELEASE turn');
    turn.fail(error);
    return false;
  }
  over();
  await statements.query('RELEASE turn');
  return true;
}

/** A connection whose transaction ended in an unknown state is not handed out again. */
async function discard(transaction: Held): Promise<void> {
  await transaction.rollback().catch(() => undefined);
  await transaction.connection.reallyClose().catch(() => undefined);
}
