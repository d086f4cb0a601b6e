import { readAnswer, type Answer } from '../../mappings/api/answer.js';
import { cancelOrderOf } from '../../mappings/api/cancel-order.js';
import { externalIdOf } from '../../mappings/api/service-order.js';
import type { JsonObject } from '../../openapi/json.js';
import { TAKEN } from './create.js';
import { addressIn, isLastTime, type Desk } from './desk.js';
import type { Errand } from './errand.js';
import { cancelAddress, type Placed } from './order-server.js';
import { again, changed, finished, isOver, noted, parked, snapshot } from './outcome.js';
import type { Outcome } from './outcome.js';
import { asText } from './replies.js';
import { Refused, Unavailable, waitAfter, type Trouble } from './trouble.js';

/** States of an order that is being called off already (TMF641). */
const UNDER_WAY = ['assessingCancellation', 'pendingCancellation'];

/**
 * Calls the order off and says what became of it: cancelled, or how it ended when that was too
 * late. What cannot be called off is reported as it really stands.
 */
export async function cancel(desk: Desk, errand: Errand): Promise<Outcome> {
  const url = addressIn(errand);
  const found = await desk.server.find(url, externalIdOf(errand));
  if (found === 'cannotSearch') {
    throw new Refused(
      'The server does not list its orders by externalId: call the order off there',
    );
  }
  if (found === 'nothing') return nothingThere(errand);
  if (isOver(answerIn(found.order))) return finished(changed(errand, answerIn(found.order)));
  try {
    if (!isUnderWay(found.order)) await callOff(desk, errand, url, found);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const note = `The order cannot be called off. ${error.message}`;
    return finished(snapshot(errand, noted(answerIn(found.order), note)));
  }
  return outcomeOf(desk, errand, await lookAgain(desk, found));
}

/** A cancel is never dropped: when no try is left an operator has it. */
export function afterCancel(errand: Errand, trouble: Trouble): Outcome {
  const delayMs = waitAfter(errand.attempts, trouble);
  return delayMs === undefined ? parked(trouble.message) : again(delayMs, trouble.message);
}

/**
 * Its create may still be waiting for another try, and would place the order afterwards. After as
 * many tries of its own, a cancel has outlived any create that was sent before it.
 */
function nothingThere(errand: Errand): Outcome {
  const note = 'The server has no such order';
  const delayMs = waitAfter(errand.attempts, new Unavailable(note));
  if (delayMs !== undefined) return again(delayMs, note);
  return finished(changed(errand, { state: 'cancelled', note }));
}

async function callOff(desk: Desk, errand: Errand, url: string, found: Placed): Promise<void> {
  const address = cancelAddress(url);
  const id = asText(found.order['id']);
  if (address === undefined) throw new Refused('Its address is not one of TMF641 (…/serviceOrder)');
  if (id === undefined) throw new Refused('Its server gave it no id');
  const body: JsonObject = { ...cancelOrderOf(id, errand.reason) };
  await desk.server.cancel(address, body, `${externalIdOf(errand)}:cancel`);
}

async function lookAgain({ server }: Desk, { order, at }: Placed): Promise<JsonObject> {
  return at === undefined ? order : server.look(at);
}

function outcomeOf(desk: Desk, errand: Errand, order: JsonObject): Outcome {
  const answer = answerIn(order);
  if (isOver(answer)) return finished(changed(errand, answer));
  if (!isLastTime(errand, desk)) return again(desk.pollEveryMs, 'The order is being called off');
  return finished(snapshot(errand, noted(answer, 'The order is still being called off')));
}

const answerIn = (order: JsonObject): Answer => readAnswer(order) ?? TAKEN;

const isUnderWay = ({ state }: JsonObject): boolean =>
  typeof state === 'string' && UNDER_WAY.includes(state);
