import type { Database } from '../../db/database.js';
import { reasonOf } from '../reason.js';
import type { StateCell } from '../state-cell.js';

const ANSWER_LIMIT_MS = 2_000;

/** Who is asked whether the database is there. */
export interface DatabaseWatch {
  /** Notes whether the database answers now. */
  look(): Promise<void>;
  /** Somebody found the database failing: from now on it is asked until it answers. */
  onAway(error: unknown): void;
  /** Resolves when nothing is asked any more. */
  stop(): Promise<void>;
}

/** What is watched, and who is told. */
export interface WatchOptions {
  readonly database: Database;
  readonly state: StateCell;
  /** Between two questions. */
  readonly pollMs: number;
  /** Called once for every time that it came back. */
  readonly onBack: () => void;
}

/** Keeps the state of a broker that is as reachable as its database. */
export function watchDatabase({ database, state, pollMs, onBack }: WatchOptions): DatabaseWatch {
  let timer: NodeJS.Timeout | undefined;
  let asking: Promise<void> = Promise.resolve();
  let stopped = false;

  const later = () => {
    if (stopped) return;
    timer ??= setTimeout(() => {
      asking = ask();
    }, pollMs);
  };
  const look = async () => {
    const answers = await database.answers(ANSWER_LIMIT_MS);
    state.write(answers, 'the database does not answer');
    if (!answers) later();
  };
  const ask = async () => {
    timer = undefined;
    if (!(await database.answers(ANSWER_LIMIT_MS))) return later();
    state.write(true);
    onBack();
  };

  return {
    look: () => (asking = look()),
    onAway(error) {
      state.write(false, reasonOf(error));
      later();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await asking;
    },
  };
}
