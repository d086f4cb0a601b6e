/** The eleven states of orders and their items (TMF641, TMF622 v5). */
export type OrderState = keyof typeof UPPER;

/**
 * One partial order: each state, and the states right above it. The state of a whole is the least
 * one that is above all of its parts:
 *
 *   rejected, cancelled < failed < partial;  completed < partial
 *   final states, acknowledged < pending < held < inProgress
 *   final states < assessingCancellation, pendingCancellation < inProgress
 *
 * All over: `completed`, `cancelled` or `rejected` where all are that, `failed` where none was
 * completed, else `partial`. Something open: `inProgress` as soon as something can move by itself;
 * else `held` when a person must act; else `pending`. A part that is `acknowledged` waits for
 * another part (what waits for nothing is started at once), so it does not count as moving; when
 * every part is, nothing has begun.
 */
const UPPER = {
  rejected: ['failed'],
  cancelled: ['failed'],
  failed: ['partial'],
  completed: ['partial'],
  partial: ['pending', 'assessingCancellation', 'pendingCancellation'],
  acknowledged: ['pending'],
  pending: ['held'],
  held: ['inProgress'],
  assessingCancellation: ['inProgress'],
  pendingCancellation: ['inProgress'],
  inProgress: [],
} as const satisfies Record<string, readonly string[]>;

/**
 * The state of a whole from the states of its parts: an item from its domain orders, an order from
 * its items. Pure, and independent of order, repetition and grouping. A whole without parts has
 * nothing left to do: `completed`. Throws for a word that is no order state: states come from
 * tables, never from clients.
 */
export function rollUp(states: readonly string[]): OrderState {
  let whole: OrderState | undefined;
  for (const state of new Set(states)) {
    if (!isOrderState(state)) throw new Error(`${state} is not the state of an order`);
    whole = whole === undefined ? state : leastCommon(whole, state);
  }
  return whole ?? 'completed';
}

function isOrderState(state: string): state is OrderState {
  return Object.hasOwn(UPPER, state);
}

function leastCommon(one: OrderState, other: OrderState): OrderState {
  const above = covers(other);
  // Covers are listed nearest first, so the first common one is the least.
  return covers(one).find((state) => above.includes(state)) ?? 'inProgress';
}

/** The state itself and all above it, nearest first. */
function covers(state: OrderState): OrderState[] {
  const found = new Set<OrderState>([state]);
  for (const reached of found) UPPER[reached].forEach((next) => found.add(next));
  return [...found];
}
