import type { JsonObject } from '../../openapi/json.js';
import { isStorable } from '../documents/storable.js';
import type { Delivery } from './broker.js';
import { SUBJECT_HEADER } from './cloudevents.js';

/** A message from a downstream system, as its handler gets it. */
export interface InboxMessage {
  readonly messageId: string;
  /** `fsm.workOrder.changed` */
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  /**
   * Says that this message cannot be used: it is parked with the reason once the unit is committed,
   * and applied like a new one when it is replayed. The unit and the other messages go on.
   */
  refuse(reason: string): void;
}

/** A delivery that can be read, and whose order among others is known. */
export interface Received {
  readonly delivery: Delivery;
  readonly body: JsonObject;
  /** Messages with one subject are applied in order. */
  readonly subject: string;
}

const ID_CHARS = 255;

/** Reads a delivery, or says why it never can be. */
export function receive(delivery: Delivery): Received | { readonly fault: string } {
  const { messageId, headers } = delivery;
  if (messageId === '') return { fault: 'It has no message id, so it could be applied twice' };
  if (messageId.length > ID_CHARS || !isStorable(messageId)) {
    return { fault: `Its message id is longer than ${ID_CHARS} characters or not plain text` };
  }
  const body = parsed(delivery.body);
  if (!body) return { fault: 'Its body is not a JSON object' };
  const { workOrderId } = body;
  const subject =
    headers[SUBJECT_HEADER] ?? (typeof workOrderId === 'string' ? workOrderId : messageId);
  return { delivery, body, subject };
}

function parsed(body: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}
