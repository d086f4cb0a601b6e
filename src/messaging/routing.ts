import { isStorable } from '../documents/storable.js';
import type { Publication } from './broker.js';
import type { Queue, Topology } from './topology.js';

/** AMQP's short strings, routing keys and message ids among them, end here. */
const SHORT_STRING_BYTES = 255;

/**
 * True when a key meets a topic pattern: `*` is one word, `#` is any number of them (AMQP 0-9-1,
 * 3.1.3.3).
 */
export function matchesTopic(pattern: string, key: string): boolean {
  return matches(pattern.split('.'), key.split('.'));
}

/** The queues that take a message of this exchange and key, in the topology's order. */
export function queuesFor(topology: Topology, exchange: string, key: string): Queue[] {
  return topology.queues.filter(
    (queue) => queue.exchange === exchange && matchesTopic(queue.binding, key),
  );
}

/**
 * False when no broker could ever route it: an exchange that is not there, or a name too long to be
 * stored or sent.
 */
export function canBeSent(topology: Topology, message: Publication): boolean {
  return (
    topology.exchanges.includes(message.exchange) &&
    isShort(message.key) &&
    isShort(message.messageId)
  );
}

const isShort = (text: string): boolean =>
  Buffer.byteLength(text) <= SHORT_STRING_BYTES && isStorable(text);

/**
 * Dynamic programming over the words, so that a pattern of many `#` costs no more than words times
 * words.
 */
function matches(pattern: readonly string[], words: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const part of pattern) {
    reached = part === '#' ? onwards(reached, words.length) : oneStep(part, reached, words);
  }
  return reached.has(words.length);
}

function onwards(reached: ReadonlySet<number>, end: number): Set<number> {
  const from = Math.min(...reached, end + 1);
  return new Set(Array.from({ length: Math.max(0, end - from + 1) }, (_, i) => from + i));
}

function oneStep(
  part: string,
  reached: ReadonlySet<number>,
  words: readonly string[],
): Set<number> {
  const taken = [...reached].filter(
    (at) => at < words.length && (part === '*' || part === words[at]),
  );
  return new Set(taken.map((at) => at + 1));
}
