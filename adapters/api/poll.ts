import { readAnswer } from '../../mappings/api/answer.js';
import { externalIdOf } from '../../mappings/api/service-order.js';
import type { JsonObject } from '../../openapi/json.js';
import { addressIn, isLastTime, type Desk } from './desk.js';
import type { Errand, Watch } from './errand.js';
import { again, changed, failed, finished, isOver, type Outcome } from './outcome.js';
import { Refused, Unavailable, waitAfter, type Trouble } from './trouble.js';

/** The first wait of an order that could not be seen, in milliseconds. */
const LOOK_AGAIN_MS = 1_000;

/**
 * Looks at an order until it is over. A message is handed out so often and no more, while an order
 * may take weeks: before its last time it hands on to a new one. The first delivery only waits.
 */
export async function poll(desk: Desk, errand: Errand): Promise<Outcome> {
  const watch = watchIn(errand);
  if (errand.attempts === 1) {
    return again(watch.missing ? LOOK_AGAIN_MS : desk.pollEveryMs, 'The order is looked at later');
  }
  const answer = readAnswer(await lookFor(desk, errand, watch), watch.action);
  if (!answer) {
    const verdict = { code: 'unreadable', retryable: false } as const;
    throw new Unavailable('The order has no state that TMF641 or TMF640 publishes', { verdict });
  }
  const says = changed(errand, answer);
  if (isOver(answer)) return finished(says);
  if (watch.missing || isLastTime(errand, desk)) return handOn(watch, false, says);
  return again(desk.pollEveryMs, 'The order is not over', says);
}

/**
 * The order was placed and cannot be seen: tries are counted from here. When none is left the work
 * order has failed, for a person: trying it again by itself would place a second order.
 */
export function afterPoll(errand: Errand, trouble: Trouble): Outcome {
  const watch = watchIn(errand);
  if (!watch.missing) return { ...handOn(watch, true), warning: trouble.message };
  const verdict = { ...trouble.verdict, retryable: false };
  // A refusal too may pass: an order that was placed a moment ago may not be listed yet.
  const delayMs = waitAfter(errand.attempts - 1, new Unavailable(trouble.message));
  if (delayMs !== undefined) return again(delayMs, trouble.message);
  return finished(failed(errand, trouble, verdict));
}

function handOn(watch: Watch, missing: boolean, says?: ReturnType<typeof changed>): Outcome {
  return { ...finished(says), watch: { ...watch, missing } };
}

async function lookFor({ server }: Desk, errand: Errand, watch: Watch): Promise<JsonObject> {
  if (watch.at !== undefined) return server.look(watch.at);
  const found = await server.find(addressIn(errand), externalIdOf(errand));
  if (typeof found !== 'string') return found.order;
  throw new Refused('The order was placed, and the server lists it no more');
}

const watchIn = ({ watch }: Errand): Watch => watch ?? { missing: true, action: 'add' };
