/** The bounds of a back-off. */
export interface Backoff {
  /** The first delay. */
  readonly baseMs: number;
  /** No delay is longer. */
  readonly maxMs: number;
}

/**
 * How long to wait after `attempts` tries (1, 2 …): doubles from `baseMs` up to `maxMs`. `jitter`,
 * from 0 up to 1, takes up to half of it away, so that many who failed together do not come back
 * together.
 */
export function backoffMs(attempts: number, { baseMs, maxMs }: Backoff, jitter: number): number {
  const doublings = Math.min(Math.max(0, attempts - 1), 40);
  const whole = Math.min(maxMs, baseMs * 2 ** doublings);
  return Math.round(whole - (whole / 2) * jitter);
}
