/** How often an errand is tried while its server cannot be reached, over about 21 minutes. */
export const TRIES = 6;
/** After each of these tries; a server's Retry-After may ask for more. */
const BACK_OFF_MS = [1_000, 10_000, 60_000, 600_000, 600_000] as const;
/** No wait is longer, whatever a server asks for. */
const LONGEST_MS = 600_000;

/** What is said of a work order when trying again did not help. */
export interface Verdict {
  readonly code: 'unreachable' | 'refused' | 'unreadable';
  readonly retryable: boolean;
}

/**
 * The server could not be reached, or cannot take the request now. Trying again may help, `tries`
 * times in all; after that the verdict holds.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
  readonly tries: number;
  readonly verdict: Verdict;
  readonly retryAfterMs: number;

  constructor(
    message: string,
    more: { tries?: number; verdict?: Verdict; retryAfterMs?: number } = {},
  ) {
    super(message);
    this.tries = more.tries ?? TRIES;
    this.verdict = more.verdict ?? { code: 'unreachable', retryable: true };
    this.retryAfterMs = more.retryAfterMs ?? 0;
  }
}

/** The server will not have the request, or Turnup will not send it: trying again is no use. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly verdict: Verdict = { code: 'refused', retryable: false };
}

/** What can go wrong at the far end. */
export type Trouble = Unavailable | Refused;

/** True for what can go wrong at the far end; anything else is a fault of ours. */
export const isTrouble = (error: unknown): error is Trouble =>
  error instanceof Unavailable || error instanceof Refused;

/** Milliseconds to wait after the given try (1, 2 …), or undefined when no try is left. */
export function waitAfter(attempts: number, trouble: Trouble): number | undefined {
  if (trouble instanceof Refused || attempts >= trouble.tries) return undefined;
  const wait = BACK_OFF_MS[Math.max(0, attempts - 1)] ?? LONGEST_MS;
  return Math.min(LONGEST_MS, Math.max(wait, trouble.retryAfterMs));
}
