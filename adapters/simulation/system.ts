import type { JsonObject } from '../../openapi/json.js';
import type { StatusReport } from '../adapter.js';

/** What sets one simulated system apart from another. */
export interface SimulatedSystem {
  /** Its first word about a work order that it takes. */
  readonly first: 'acknowledged' | 'inProgress';
  /** What the work brings when it is done, from the body of the create; pure. */
  outcome(workOrderId: string, body: JsonObject, now: Date): Outcome;
}

/** What a completed status bears beside its state. */
export type Outcome = Pick<StatusReport, 'note' | 'characteristics' | 'configurationItem'>;

/**
 * A system that does the work and brings nothing back: for adapters without a simulator of their
 * own.
 */
export const PLAIN_SYSTEM: SimulatedSystem = { first: 'inProgress', outcome: () => ({}) };
