import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../db/database.js';
import { Refusal } from '../errors.js';
import { backoffMs } from './backoff.js';
import type { Outage } from './outage.js';

const ANSWER_LIMIT_MS = 2_000;
const ASK_AGAIN = { baseMs: 100, maxMs: 2_000 };

/** Work that a database's absence interrupts and does not fail. */
export interface Patience {
  /**
   * Does `work`, again whenever it is rejected because the database does not answer, once it does.
   * Other rejections pass. Once given up, the Refusal `databaseUnavailable` passes too.
   */
  patiently<T>(work: () => Promise<T>): Promise<T>;
  /** Waits no more. */
  giveUp(): void;
}

/** `outage` is told when the waiting begins and ends. */
export function createPatience(database: Database, outage: Outage): Patience {
  const ending = new AbortController();
  const { signal } = ending;

  const untilItAnswers = async () => {
    for (let asked = 1; !signal.aborted; asked += 1) {
      await pause(backoffMs(asked, ASK_AGAIN, Math.random()), undefined, { signal });
      if (await database.answers(ANSWER_LIMIT_MS)) return;
    }
  };
  return {
    async patiently(work) {
      for (;;) {
        try {
          const result = await work();
          outage.end();
          return result;
        } catch (error) {
          if (!isUnavailable(error) || signal.aborted) throw error;
          outage.begin(error);
          await untilItAnswers().catch(() => undefined);
        }
      }
    },
    giveUp: () => ending.abort(),
  };
}

/** True when the database does not answer: nobody's fault, and it will pass. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof Refusal && error.kind === 'databaseUnavailable';
