const PATTERN_LENGTH_LIMIT = 200;
const VALUE_LENGTH_LIMIT = 200;
const UNBOUNDED_LIMIT = 2;

/**
 * Whether the whole value fits a pattern from the catalog. Undefined when the pattern will not be
 * run: it is broken, or its time is not bounded (a repeated group, a back reference, many open
 * repetitions, a very long text). Catalogs are written by clients, and one pattern must not be able
 * to hold the process.
 */
export function fitsPattern(pattern: string, value: string): boolean | undefined {
  if (!isBounded(pattern) || value.length > VALUE_LENGTH_LIMIT) return undefined;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch {
    return undefined;
  }
}

/**
 * At most two open repetitions, none of them of a group: the time grows with the cube of the
 * value's length at worst.
 */
function isBounded(pattern: string): boolean {
  if (pattern.length > PATTERN_LENGTH_LIMIT) return false;
  const plain = pattern.replace(/\\[^1-9k]/g, 'e').replace(/\[[^\]]*\]/g, 'c');
  if (/\\|\)[*+{]/.test(plain)) return false;
  return (plain.match(/[*+]|\{\d*,\}/g) ?? []).length <= UNBOUNDED_LIMIT;
}
