import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * The smallest merge patch (RFC 7396) that leads from `after` back to `before`; arrays are taken
 * whole. Holds for canonical bodies, which have no null members: a merge patch cannot set one.
 */
export function reversePatch(before: JsonObject, after: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const name of Object.keys(after)) {
    if (!Object.hasOwn(before, name)) patch[name] = null;
  }
  for (const [name, value] of Object.entries(before)) {
    const changed = reverseMember(value, Object.hasOwn(after, name) ? after[name] : undefined);
    if (changed !== undefined) patch[name] = changed;
  }
  return patch;
}

/** What leads from `after` back to `before`; undefined when they are equal. */
function reverseMember(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
): JsonValue | undefined {
  if (before === after || before === undefined) return undefined;
  if (!isObject(before) || !isObject(after)) return sameJson(before, after) ? undefined : before;
  const patch = reversePatch(before, after);
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** True when two JSON values are equal, whatever the order of their keys. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((item, at) => sameJson(item, other[at]));
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && sameJson(one[name], other[name]))
  );
}

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
