import type { ConsumeMessage, GetMessage, MessageProperties, Options } from 'amqplib';
import type { ParkedMessage, Publication } from '../broker.js';
import { NEVER_SETTLED } from '../intake.js';
import { reasonOf } from '../reason.js';

/**
 * Headers of the driver's own, on messages that it moves between queues; handlers do not see them.
 */
const KEY = 'turnup-key';
const ATTEMPTS = 'turnup-attempts';
const REASON = 'turnup-reason';
const PARKED_AT = 'turnup-parked-at';
const OWN = [KEY, ATTEMPTS, REASON, PARKED_AT];

/**
 * Headers that must not travel on when a message is published again: `CC` and `BCC` would send
 * copies, and with the history of an earlier dead letter the broker takes the next way back for a
 * cycle and drops the message.
 */
const BROKER_OWN = ['CC', 'BCC', 'x-death', 'x-delivery-count', 'x-opt-deaths'];
const BROKER_PREFIXES = ['x-first-death-', 'x-last-death-', 'x-acquired-'];

type Received = ConsumeMessage | GetMessage;
type Headers = Readonly<Record<string, unknown>>;

/**
 * A message ready to be written to the wire. `exchange` '' and a queue's name as `key` reach that
 * queue.
 */
export interface WireMessage {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly options: Options.Publish;
}

/** A message of ours. */
export function wireMessageOf(message: Publication): WireMessage {
  return {
    exchange: message.exchange,
    key: message.key,
    content: Buffer.from(JSON.stringify(message.body)),
    options: {
      messageId: message.messageId,
      headers: message.headers,
      contentType: 'application/json',
      persistent: true,
      mandatory: true,
    },
  };
}

/** The routing key that the message first had, whatever queues it went through since. */
export function keyOf(message: Received): string {
  const headers = headersOf(message);
  const own = headers[KEY];
  if (typeof own === 'string') return own;
  const [firstKey] = lastDeath(headers)?.['routing-keys'] ?? [];
  return firstKey ?? message.fields.routingKey;
}

/** How often it was handed out, this time included. */
export function attemptsOf(message: Received): number {
  const { [ATTEMPTS]: before, 'x-delivery-count': returned } = headersOf(message);
  const count = number(before) + number(returned) + 1;
  return message.fields.redelivered ? Math.max(2, count) : count;
}

/** What the sender said of it, as text; tables and lists are left out. */
export function textHeadersOf(message: Received): Record<string, string> {
  const kept = Object.entries(headersOf(message)).filter(
    ([name, value]) => !isOwn(name) && !isBrokers(name) && isPlain(value),
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** The same message on its way to a delay queue. */
export const retried = (message: Received, queue: string, reason: string): WireMessage =>
  again(message, queue, { [ATTEMPTS]: attemptsOf(message), [REASON]: reasonOf(reason) });

/** The same message on its way to the dead letters. */
export const parked = (message: Received, queue: string, reason: string, at: Date): WireMessage =>
  again(message, queue, { [REASON]: reasonOf(reason), [PARKED_AT]: at.toISOString() });

/** A parked message on its way back, as if it were new. */
export const replayed = (message: Received, queue: string): WireMessage =>
  again(message, queue, {});

/** A message of the dead letters, parked by us or by the broker itself. */
export function parkedFrom(queue: string, message: Received): ParkedMessage {
  const headers = headersOf(message);
  const death = lastDeath(headers);
  return {
    queue,
    messageId: text(message.properties.messageId),
    key: keyOf(message),
    headers: textHeadersOf(message),
    body: message.content.toString('utf8'),
    reason: text(headers[REASON]) || deathInWords(death?.reason),
    at: text(headers[PARKED_AT]) || instantOf(death?.time),
  };
}

interface Death {
  readonly reason?: string;
  readonly 'routing-keys'?: readonly string[];
  /** Seconds since the epoch, in a tagged timestamp. */
  readonly time?: { readonly value?: number };
}

const headersOf = (message: Received): Headers => (message.properties.headers ?? {}) as Headers;
const lastDeath = (headers: Headers): Death | undefined =>
  (headers['x-death'] as Death[] | undefined)?.[0];
const isOwn = (name: string) => OWN.includes(name);
const isBrokers = (name: string) =>
  BROKER_OWN.includes(name) || BROKER_PREFIXES.some((prefix) => name.startsWith(prefix));
const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const number = (value: unknown) => (typeof value === 'number' ? value : 0);
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const instantOf = (time: Death['time']) =>
  time?.value === undefined ? '' : new Date(time.value * 1000).toISOString();

/** The broker's words for why it moved a message. */
function deathInWords(reason: string | undefined): string {
  if (reason === 'delivery_limit') return NEVER_SETTLED;
  if (reason === 'rejected') return 'Rejected by its consumer';
  return reason === undefined ? 'Unknown' : `Moved by the broker: ${reason}`;
}

/**
 * `userId` stays behind: the broker checks it against who publishes. `expiration` too: the queue
 * decides.
 */
function again(message: Received, queue: string, marks: Record<string, unknown>): WireMessage {
  const kept = Object.entries(headersOf(message)).filter(
    ([name]) => !isOwn(name) && !isBrokers(name),
  );
  return {
    exchange: '',
    key: queue,
    content: message.content,
    options: {
      ...carried(message.properties),
      persistent: true,
      mandatory: true,
      headers: { ...Object.fromEntries(kept), [KEY]: keyOf(message), ...marks },
    },
  };
}

const CARRIED = [
  'messageId',
  'contentType',
  'contentEncoding',
  'correlationId',
  'replyTo',
  'timestamp',
  'type',
  'appId',
] as const;

function carried(properties: MessageProperties): Options.Publish {
  const present = CARRIED.filter((name) => properties[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, properties[name] as unknown]));
}
