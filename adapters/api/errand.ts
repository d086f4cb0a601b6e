import type { WorkAction } from '../../mappings/messages/work.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Delivery } from '../../src/messaging/broker.js';
import { verbOf, type WorkOrderVerb } from '../keys.js';
import { flag, integer, oneOf, optional, record, text, type Reader } from '../reading.js';
import { STATUS_LIMITS } from '../status-message.js';
import { api } from './adapter.js';

/** The key of the bridge's message to itself: to look at an order again. */
export const POLL_KEY = `${api.name}.${api.subject}.poll`;

/** What the bridge notes for itself when it will look at an order again. */
export interface Watch {
  /** The order's address; left out where the server gave none, and it is searched for. */
  readonly at?: string;
  /** True while the order cannot be seen: its deliveries are counted as tries. */
  readonly missing: boolean;
  readonly action: WorkAction;
}

/** One message to the bridge, read. */
export interface Errand {
  readonly verb: WorkOrderVerb | 'poll';
  readonly workOrderId: string;
  readonly revision: number;
  readonly call?: { readonly url: string; readonly answer: 'callback' | 'poll' };
  /** Of a create. */
  readonly serviceOrder?: JsonObject;
  /** Of a cancel: why. */
  readonly reason?: string;
  /** Of a poll. */
  readonly watch?: Watch;
  readonly messageId: string;
  /** How often the message was handed out, this time included. */
  readonly attempts: number;
  /** W3C Trace Context, as it came. */
  readonly traceparent?: string;
}

/** A delivery as its driver counts it. */
export type Counted = Delivery & { readonly attempts?: number };

const anObject: Reader<JsonObject> = (value, at, faults) =>
  record({})(value, at, faults) && (value as JsonObject);

const readBody = record({
  workOrderId: text(STATUS_LIMITS.idLength),
  revision: integer(1, STATUS_LIMITS.number),
  call: optional(
    record({ url: text(STATUS_LIMITS.hrefLength), answer: oneOf(['callback', 'poll'] as const) }),
  ),
  serviceOrder: optional(anObject),
  reason: optional(text(STATUS_LIMITS.noteLength, 0)),
  watch: optional(
    record({
      at: optional(text(2 * STATUS_LIMITS.hrefLength)),
      missing: flag,
      action: oneOf(['add', 'modify', 'delete', 'noChange'] as const),
    }),
  ),
});

/** A delivery as an errand, or everything that keeps it from being one. Never throws. */
export function readErrand(delivery: Counted): Errand | { readonly faults: string[] } {
  const { key, headers, messageId, redelivered } = delivery;
  const faults: string[] = [];
  const verb = key === POLL_KEY ? 'poll' : verbOf(api, key);
  if (!verb) faults.push(`The routing key ${key} asks for nothing that the bridge does`);
  const read = readBody(parsed(delivery.body), '', faults);
  if (faults.length > 0 || !verb || !read) return { faults };
  const { traceparent } = headers;
  const attempts = delivery.attempts ?? (redelivered ? 2 : 1);
  return { verb, ...read, messageId, attempts, ...(traceparent !== undefined && { traceparent }) };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
