import type { Database } from '../../db/database.js';
import { reasonOf } from '../reason.js';
import type { StateCell } from '../state-cell.js';

const ANSWER_LIMIT_MS = 2_000;

export interface DatabaseWatch {
  /** Notes whether the database answers now. */
  look(): Promise<void>;
  /** Somebody found the database failing: from now on it is asked until it answers. */
  onAway(error: unknown): void;
  stop(): void;
}

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
  let stopped = false;

  const later = () => {
    if (!stopped) timer ??= setTimeout(() => void ask(), pollMs);
  };
  const ask = async () => {
    timer = undefined;
    if (!(await database.answers(ANSWER_LIMIT_MS))) return later();
    state.write(true);
    onBack();
  };

  return {
    async look() {
      const answers = await database.answers(ANSWER_LIMIT_MS);
      state.write(answers, 'the database does not answer');
      if (!answers) later();
    },
    onAway(error) {
      state.write(false, reasonOf(error));
      later();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
