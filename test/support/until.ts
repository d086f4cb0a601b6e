import { setTimeout as pause } from 'node:timers/promises';

/** Resolves once `condition` holds; rejects when it has not within `limitMs`. */
export async function until(condition: () => unknown, limitMs = 15_000): Promise<void> {
  const end = Date.now() + limitMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited ${limitMs} ms in vain for: ${String(condition)}`);
    await pause(5);
  }
}
