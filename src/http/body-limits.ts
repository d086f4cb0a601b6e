import { Refusal } from '../errors.js';

/** Objects and lists within one another at most; real documents have under twenty. */
export const DEEPEST_NESTING = 64;

/**
 * How many values a parsed body holds. Refusal `malformedBody` when it is nested deeper than 64
 * levels, which recursive code would not survive, or has an attribute named `__proto__`, which
 * would be taken for something else than an attribute.
 */
export function countValues(body: unknown): number {
  return count(body, 0);
}

function count(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 1;
  if (depth >= DEEPEST_NESTING) {
    throw new Refusal('malformedBody', `the body is nested deeper than ${DEEPEST_NESTING} levels`);
  }
  let values = 1;
  if (Array.isArray(value)) {
    for (const element of value) values += count(element, depth + 1);
    return values;
  }
  for (const name of Object.keys(value)) {
    if (name === '__proto__') {
      throw new Refusal('malformedBody', 'no attribute may be called "__proto__"');
    }
    values += count((value as Record<string, unknown>)[name], depth + 1);
  }
  return values;
}
