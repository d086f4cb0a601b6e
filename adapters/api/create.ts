import { readAnswer, type Answer } from '../../mappings/api/answer.js';
import { callbackReference, externalIdOf } from '../../mappings/api/service-order.js';
import type { WorkAction } from '../../mappings/messages/work.js';
import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { addressIn, type Desk } from './desk.js';
import type { Errand } from './errand.js';
import type { Placed } from './order-server.js';
import { again, changed, failed, finished, isOver, type Outcome } from './outcome.js';
import { asObject } from './replies.js';
import { Refused, waitAfter, type Trouble } from './trouble.js';

/** What is known of an order whose state its server did not say: it is there. */
export const TAKEN: Answer = { state: 'acknowledged' };

/**
 * Places the order, once: one that the server has already under this number is taken as it is.
 * Where no callback can come, the order is looked at again.
 */
export async function create(desk: Desk, errand: Errand): Promise<Outcome> {
  const { serviceOrder } = errand;
  if (!serviceOrder) throw new Refused('The work order bears no service order');
  const url = addressIn(errand);
  const action = actionIn(serviceOrder);
  const found = await desk.server.find(url, externalIdOf(errand));
  const placed = typeof found === 'string' ? await place(desk, errand, url, serviceOrder) : found;
  const answer = readAnswer(placed.order, action) ?? TAKEN;
  const says = changed(errand, answer);
  if (isOver(answer) || callbackFor(desk, errand) !== undefined) return finished(says);
  const { at } = placed;
  return { ...finished(says), watch: { ...(at !== undefined && { at }), missing: false, action } };
}

/** Tries again while that may help; then the work order has failed. */
export function afterCreate(errand: Errand, trouble: Trouble): Outcome {
  const delayMs = waitAfter(errand.attempts, trouble);
  if (delayMs !== undefined) return again(delayMs, trouble.message);
  return finished(failed(errand, trouble));
}

function place(desk: Desk, errand: Errand, url: string, order: JsonObject): Promise<Placed> {
  const callback = callbackFor(desk, errand);
  const key = externalIdOf(errand);
  if (callback === undefined) return desk.server.place(url, order, key, {});
  const references = order['externalReference'];
  const externalReference: JsonValue[] = [
    ...(Array.isArray(references) ? references : []),
    { ...callbackReference(callback) },
  ];
  return desk.server.place(url, { ...order, externalReference }, key, {
    'turnup-callback': callback,
  });
}

/** Where the server is to say how the order stands; undefined where it is looked at instead. */
function callbackFor({ publicUrl }: Desk, { call, workOrderId }: Errand): string | undefined {
  if (call?.answer !== 'callback' || publicUrl === '') return undefined;
  return `${publicUrl}/callbacks/${encodeURIComponent(workOrderId)}`;
}

function actionIn({ serviceOrderItem }: JsonObject): WorkAction {
  const item = Array.isArray(serviceOrderItem) ? asObject(serviceOrderItem[0]) : undefined;
  const action = item?.['action'];
  return action === 'modify' || action === 'delete' || action === 'noChange' ? action : 'add';
}
