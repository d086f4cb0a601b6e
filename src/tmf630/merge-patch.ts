import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * The document with a merge patch applied (RFC 7396). Neither argument is changed; what the patch
 * leaves alone is shared with the target, so a small patch of a large document costs little.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else if (value !== undefined) merged.set(name, merge(merged.get(name), value));
  }
  // Makes own attributes of all names, also of those that mean something to JavaScript.
  return Object.fromEntries(merged);
}

function merge(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  return mergePatch(isObject(target) ? target : {}, patch);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
