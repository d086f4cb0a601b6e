import type { JsonObject } from '../../openapi/json.js';
import type { Delivery } from '../../src/messaging/broker.js';
import type { Adapter } from '../adapter.js';
import { verbOf, type WorkOrderVerb } from '../keys.js';
import { integer, optional, record, text } from '../reading.js';
import { STATUS_LIMITS } from '../status-message.js';

/** A message to the simulated system, read. */
export interface Command {
  readonly verb: WorkOrderVerb;
  readonly workOrderId: string;
  readonly revision: number;
  /** The task's word; empty where the message has none. */
  readonly task: string;
  /** W3C Trace Context, as it came. */
  readonly traceparent?: string;
  readonly body: JsonObject;
}

const readEnvelope = record({
  workOrderId: text(STATUS_LIMITS.idLength),
  revision: integer(1, STATUS_LIMITS.number),
  task: optional(text(STATUS_LIMITS.nameLength)),
});

/** A delivery as a command, or what keeps it from being one. Never throws. */
export function readCommand(
  adapter: Pick<Adapter, 'name' | 'subject'>,
  { key, body, headers }: Pick<Delivery, 'key' | 'body' | 'headers'>,
): Command | { readonly faults: string[] } {
  const faults: string[] = [];
  const verb = verbOf(adapter, key);
  if (!verb) faults.push(`The routing key ${key} asks for nothing that this system does`);
  const json = parsed(body);
  const envelope = readEnvelope(json, '', faults);
  if (faults.length > 0 || !verb || !envelope) return { faults };
  const { workOrderId, revision, task = '' } = envelope;
  const { traceparent } = headers;
  const trace = traceparent === undefined ? {} : { traceparent };
  return { verb, workOrderId, revision, task, ...trace, body: json as JsonObject };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
