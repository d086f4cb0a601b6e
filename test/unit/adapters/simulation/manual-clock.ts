import type { Wait } from '../../../../adapters/simulation/clock.js';

/** Time that passes when a test says so. */
export interface ManualClock {
  readonly now: () => Date;
  readonly wait: Wait;
  /** Moves time on and wakes those who waited for it. */
  advance(ms: number): void;
  /** Resolves when somebody waits. */
  somebodyWaits(): Promise<void>;
}

export function manualClock(startMs = 1_000_000): ManualClock {
  const sleepers = new Set<{ dueMs: number; wake: () => void }>();
  let watchers: (() => void)[] = [];
  let time = startMs;
  return {
    now: () => new Date(time),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { dueMs: time + ms, wake: resolve };
        sleepers.add(sleeper);
        const giveUp = () => {
          sleepers.delete(sleeper);
          reject(new Error('Aborted'));
        };
        signal.addEventListener('abort', giveUp, { once: true });
        for (const seen of watchers.splice(0)) seen();
      }),
    advance: (ms) => {
      time += ms;
      for (const sleeper of [...sleepers]) {
        if (sleeper.dueMs > time) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
    somebodyWaits: () =>
      sleepers.size > 0
        ? Promise.resolve()
        : new Promise((resolve) => (watchers = [...watchers, resolve])),
  };
}
