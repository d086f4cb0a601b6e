import { Refusal } from '../errors.js';
import { asRefusal } from './connection-faults.js';
import { asViolation } from './violations.js';

/** What of a logger this room needs; a pino logger is one. */
export interface DatabaseLog {
  warn(details: object, message: string): void;
}

/** Throws a driver's error as the rest of the house knows it. */
export type Refuse = (error: unknown) => never;

/** An outage is one line in this time, however many statements meet it. */
const QUIET_MS = 5_000;

/**
 * Throws a Refusal, a UniqueViolation, or the error as it is; an outage is logged with its cause.
 */
export function refuseWith(log: DatabaseLog): Refuse {
  let quietUntil = -Infinity;
  return (error) => {
    const known = asRefusal(asViolation(error));
    if (known instanceof Refusal && known !== error && performance.now() >= quietUntil) {
      quietUntil = performance.now() + QUIET_MS;
      log.warn({ err: error }, 'the database does not answer');
    }
    throw known;
  };
}
