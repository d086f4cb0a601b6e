import { setTimeout as pause } from 'node:timers/promises';

/** Longest that a test waits for a state, in milliseconds. */
const LIMIT_MS = 60_000;

/**
 * Asks again and again until the answer is truthy, and answers it. Fails with the thing waited for,
 * and what was last seen, when that does not happen within `limitMs`.
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  limitMs = LIMIT_MS,
): Promise<NonNullable<T>> {
  const end = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer) return answer as NonNullable<T>;
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain until ${what}`);
    await pause(20);
  }
}
