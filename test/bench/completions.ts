import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/db/database.js';
import { isOneOf } from '../../src/db/dialect.js';

/** Between two looks into the database, in milliseconds: what a completion is seen late by. */
const LOOK_EVERY_MS = 10;
/** An order that takes longer has got stuck, in milliseconds. */
const STUCK_AFTER_MS = 300_000;

/** Sees orders complete by reading the database, so that looking costs the gateway nothing. */
export interface Completions {
  /** Resolves once the order is completed; rejects when it has not moved for minutes. */
  of(orderId: string): Promise<void>;
}

interface Waiter {
  readonly sinceMs: number;
  resolve(): void;
  reject(error: Error): void;
}

export function watchCompletions(database: Database): Completions {
  const waiting = new Map<string, Waiter>();
  let looking = false;

  const look = async () => {
    for (const id of await completedOf(database, [...waiting.keys()])) {
      waiting.get(id)?.resolve();
      waiting.delete(id);
    }
    for (const [id, { sinceMs, reject }] of waiting) {
      if (performance.now() - sinceMs < STUCK_AFTER_MS) continue;
      reject(new Error(`Order ${id} is not completed after ${STUCK_AFTER_MS} ms`));
      waiting.delete(id);
    }
  };
  const lookOn = async () => {
    looking = true;
    while (waiting.size > 0) {
      await look();
      await pause(LOOK_EVERY_MS);
    }
    looking = false;
  };
  const giveUp = (error: unknown) => {
    looking = false;
    for (const { reject } of waiting.values()) reject(error as Error);
    waiting.clear();
  };

  return {
    of: (orderId) =>
      new Promise<void>((resolve, reject) => {
        waiting.set(orderId, { sinceMs: performance.now(), resolve, reject });
        if (!looking) lookOn().catch(giveUp);
      }),
  };
}

async function completedOf(database: Database, ids: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ id: string }>(
    `SELECT id FROM document WHERE kind = 'productOrder' AND state = 'completed'
       AND ${isOneOf(database.dialect, 'id', '$1')}`,
    [JSON.stringify(ids)],
  );
  return rows.map(({ id }) => id);
}
