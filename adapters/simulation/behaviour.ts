/**
 * How a simulated system misbehaves. Shares are probabilities from 0 to 1, each drawn for itself;
 * a system that is told nothing does every work order at once and says so once.
 */
export interface Behaviour {
  /** How long the work takes, in milliseconds; 0: it is done when the work order arrives. */
  readonly slowMs: number;
  /** How long it does not consume at all after its start, in milliseconds. */
  readonly downMs: number;
  /** Refuses the work order; another revision may fare better. */
  readonly refuse: number;
  /** Says a status twice. */
  readonly duplicate: number;
  /** Says the last status first, every second time. */
  readonly reorder: boolean;
  /** Does the work and loses a status; answers to questions are never lost. */
  readonly vanish: number;
  /** Does the work, says that it is under way, and says no more until it is asked twice. */
  readonly half: number;
  /** Says completed, then failed. */
  readonly contradict: number;
  /** Tasks of which the first revision fails for good, and the next one succeeds. */
  readonly failOnce: readonly string[];
  /** Makes the draws repeatable; left out, they are not. */
  readonly seed?: number;
}

/** A system without faults. */
export const WELL_BEHAVED: Behaviour = {
  slowMs: 0,
  downMs: 0,
  refuse: 0,
  duplicate: 0,
  reorder: false,
  vanish: 0,
  half: 0,
  contradict: 0,
  failOnce: [],
};
