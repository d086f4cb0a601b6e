/** Does something again and again until stopped, and never twice at once. */
export interface Renewal {
  /** Resolves when it is not under way. */
  stop(): Promise<void>;
}

/** `renew` must not reject. */
export function startRenewal(everyMs: number, renew: () => Promise<void>): Renewal {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= renew().finally(() => (running = undefined));
  }, everyMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
