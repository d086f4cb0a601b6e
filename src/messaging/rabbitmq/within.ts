/** Longest wait for the broker's answer to a farewell; a dead connection never gives one. */
export const FAREWELL_LIMIT_MS = 2_000;

/** Resolves when `work` does, and after `limitMs` at the latest; rejects as `work` does before. */
export async function within(limitMs: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
