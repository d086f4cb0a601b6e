import type { JsonObject } from '../../openapi/json.js';
import { agreeing } from './agreeing.js';
import { RESOURCE } from './resource.js';
import { WORDS } from './words.js';

/**
 * For one kind: internal state -> the attributes that show it. The first state that fits a posted
 * body is its state.
 */
const SHOWN: Readonly<Record<string, Readonly<Record<string, JsonObject>>>> = {
  ...WORDS,
  resource: RESOURCE,
};

/** The kinds that this table speaks of; the same as those of lifecycle (a test compares them). */
export const MAPPED_KINDS: readonly string[] = Object.keys(SHOWN);

/**
 * What clients see of an internal state: the attributes to lay over the canonical body, nothing
 * else of which changes. Throws for a kind or a state that does not exist: nothing a client sends
 * leads there.
 */
export function shownState(kind: string, internal: string): JsonObject {
  const shown = SHOWN[kind]?.[internal];
  if (!shown) throw new Error(`No shown state for ${kind} ${internal}`);
  return { ...shown };
}

/**
 * The internal state of a canonical body that a client posts or patches. Undefined when the body
 * says nothing of it (then the first `initial` of the table holds) or says a word that the kind
 * does not have.
 */
export function internalState(kind: string, body: JsonObject): string | undefined {
  const states = SHOWN[kind];
  if (!states) return undefined;
  return agreeing(states, body);
}
