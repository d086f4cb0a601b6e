import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { Refusal, type Fault } from '../errors.js';

/** What PostgreSQL cannot store in text or JSON: the character U+0000 and half a surrogate pair. */
const NOT_STORABLE = /[\0\p{Surrogate}]/u;
const NOT_STORABLE_ALL = /[\0\p{Surrogate}]/gu;
/**
 * How JSON.stringify writes them, and the name that is no member but the prototype; a text may look
 * the same, so what is found is looked at again.
 */
const SUSPECT = /\\u(?:0000|d[89a-f])|"__proto__":/;
const FAULTS_LIMIT = 20;

/** True when both databases can store this text. */
export const isStorable = (text: string): boolean => !NOT_STORABLE.test(text);

/**
 * The text with what cannot be stored replaced by U+FFFD: for notes that must not be lost over it.
 */
export const storableText = (text: string): string => text.replace(NOT_STORABLE_ALL, '\uFFFD');

/**
 * Throws a Refusal `contractViolation` with a fault for every text and name in `value` that cannot
 * be stored. `json` is its JSON text: looking there first costs almost nothing.
 */
export function refuseUnstorable(value: JsonObject, json: string): void {
  if (!SUSPECT.test(json)) return;
  const faults: Fault[] = [];
  collect(value, '', faults);
  if (faults.length > 0) throw new Refusal('contractViolation', faults);
}

function collect(value: JsonValue | undefined, pointer: string, faults: Fault[]): void {
  if (faults.length >= FAULTS_LIMIT) return;
  if (typeof value === 'string' && !isStorable(value))
    faults.push({ pointer, message: 'Text must not hold U+0000 or half a surrogate pair' });
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    const at = `${pointer}/${storableText(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!isStorable(name) || name === '__proto__')
      faults.push({ pointer: at, message: 'An attribute cannot have this name' });
    collect(member, at, faults);
  }
}
