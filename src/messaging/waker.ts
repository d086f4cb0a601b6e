/** Runs one work again and again: when told, when a time has come, and at every poll. */
export interface Waker {
  /** Runs it at the next turn of the loop; once more afterwards when it is running. */
  now(): void;
  /** Runs it after `delayMs` at the latest. */
  in(delayMs: number): void;
  /** Resolves when it is not running. */
  settled(): Promise<void>;
  /** Runs it no more; resolves when it is not running. */
  stop(): Promise<void>;
}

/** `work` must not reject. Never runs twice at once. */
export function createWaker(pollMs: number, work: () => Promise<void>): Waker {
  let timer: NodeJS.Timeout | undefined;
  let timerAt = Infinity;
  let running: Promise<void> | undefined;
  let wanted = false;
  let stopped = false;

  const arm = (delayMs: number) => {
    const at = performance.now() + delayMs;
    if (stopped || at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Infinity;
      start();
    }, delayMs);
  };
  const run = async () => {
    // What is asked for in this turn of the loop is done together.
    await new Promise((resolve) => setImmediate(resolve));
    do {
      wanted = false;
      await work();
    } while (wanted && !stopped);
    running = undefined;
    arm(pollMs);
  };
  const start = () => {
    wanted = true;
    if (!running && !stopped) running = run();
  };

  return {
    now: start,
    in: arm,
    settled: async () => running,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
