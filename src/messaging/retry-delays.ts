/** The first of `delaysMs` (ascending) that is not shorter than asked, else the longest. */
export function roundUpDelay(delayMs: number, delaysMs: readonly number[]): number {
  return delaysMs.find((delay) => delay >= delayMs) ?? longest(delaysMs);
}

/**
 * The delay after the given try (1, 2 …) of a message that nobody asked a delay for: one step
 * further each time.
 */
export function delayForAttempt(attempt: number, delaysMs: readonly number[]): number {
  return delaysMs[Math.max(0, attempt - 1)] ?? longest(delaysMs);
}

const longest = (delaysMs: readonly number[]): number => delaysMs[delaysMs.length - 1] ?? 0;
