import { isDeepStrictEqual } from 'node:util';

/**
 * True when two values say the same. Scalars are compared as they read, since clients write `"100"`
 * and `100`, `"true"` and `true` for one another; lists and objects by their content. An absent
 * value (undefined, null) equals nothing.
 */
export function sameValue(one: unknown, other: unknown): boolean {
  if (isAbsent(one) || isAbsent(other)) return false;
  if (typeof one === 'object' || typeof other === 'object') return isDeepStrictEqual(one, other);
  return String(one) === String(other);
}

/** True for what counts as no value. */
export function isAbsent(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
