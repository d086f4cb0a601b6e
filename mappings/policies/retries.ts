/**
 * Waits between automatic tries: `firstMs`, then `factor` times the last one, never more than
 * `mostMs`.
 */
export interface BackOff {
  readonly firstMs: number;
  readonly factor: number;
  readonly mostMs: number;
}

/** For tasks whose failure the downstream system calls passing. Edit freely. */
export const TASK_BACK_OFF: BackOff = { firstMs: 5_000, factor: 4, mostMs: 900_000 };
