import type { WorkAction } from '../messages/work.js';

/** The states that an answer can have: those of a work order, without `unknown`. */
export type AnsweredState =
  'acknowledged' | 'inProgress' | 'completed' | 'failed' | 'cancelled' | 'rejected';

/**
 * The states of a service order and its items (TMF641 v4), by their name in lower case. `partial`
 * is a failure: a part of the work was not done, and a person has to look at it.
 */
const ORDER_STATES: Readonly<Record<string, AnsweredState>> = {
  acknowledged: 'acknowledged',
  pending: 'inProgress',
  held: 'inProgress',
  inprogress: 'inProgress',
  assessingcancellation: 'inProgress',
  pendingcancellation: 'inProgress',
  completed: 'completed',
  partial: 'failed',
  failed: 'failed',
  rejected: 'rejected',
  cancelled: 'cancelled',
};

/** The states of a service (TMF640 and TMF638; `suspended` is v5's) on its way to be active. */
const TO_ACTIVE: Readonly<Record<string, AnsweredState>> = {
  feasibilitychecked: 'acknowledged',
  designed: 'inProgress',
  reserved: 'inProgress',
  inactive: 'inProgress',
  suspended: 'inProgress',
  active: 'completed',
  terminated: 'failed',
};

/** The same of a service that is to be taken down: it is done when it is terminated. */
const TO_TERMINATED: Readonly<Record<string, AnsweredState>> = {
  ...TO_ACTIVE,
  active: 'inProgress',
  terminated: 'completed',
};

/** States after which nothing more is expected. */
const FINAL: readonly AnsweredState[] = ['completed', 'failed', 'cancelled', 'rejected'];

/**
 * The state of a service order, an item or a service as a work order's; undefined for one that is
 * not published. `action` is what was ordered: it decides how a service's state reads.
 */
export function answeredState(state: unknown, action: WorkAction): AnsweredState | undefined {
  if (typeof state !== 'string') return undefined;
  const word = state.trim().toLowerCase();
  const services = action === 'delete' ? TO_TERMINATED : TO_ACTIVE;
  for (const table of [ORDER_STATES, services]) {
    if (Object.hasOwn(table, word)) return table[word];
  }
  return undefined;
}

/** True for a state after which nothing more is expected. */
export const isFinal = (state: AnsweredState): boolean => FINAL.includes(state);

/**
 * What the states of an order's items say of the order. One word of all is the order's; while any
 * is open the order is; a mixture of ends is a failure, as `partial` is. Undefined for no items.
 */
export function rolledUp(states: readonly AnsweredState[]): AnsweredState | undefined {
  const [first, ...others] = states;
  if (others.every((state) => state === first)) return first;
  return states.every(isFinal) ? 'failed' : 'inProgress';
}

/**
 * The sequence of a state, by which repeated and late reports change nothing: it counts how far the
 * work is, so that nobody has to remember what was reported.
 */
export function sequenceOf(state: AnsweredState): 1 | 2 | 3 {
  if (isFinal(state)) return 3;
  return state === 'inProgress' ? 2 : 1;
}
