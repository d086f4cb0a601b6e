import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * A copy of a body as it is stored: keys sorted by code unit at every level, frozen, and without
 * members that are null or undefined, because a merge patch (RFC 7396) cannot lead back to a null.
 * Nulls within arrays stay.
 */
export const canonicalBody = (body: JsonObject): JsonObject => sortedObject(body, true);

/** As `canonicalBody`, with its nulls: for what is never led back by a merge patch. */
export const canonicalInner = (inner: JsonObject): JsonObject => sortedObject(inner, false);

/** JSON text with sorted keys: what hashes are made of. */
export const canonicalText = (value: JsonObject): string =>
  JSON.stringify(sortedObject(value, false));

/** SHA-256 (FIPS 180-4) of UTF-8 text, in lower-case hex. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Freezes a JSON value at every level: what a unit hands out is never changed in place. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

function sortedObject(from: JsonObject, withoutNulls: boolean): JsonObject {
  const to: JsonObject = {};
  for (const name of Object.keys(from).sort()) {
    const value = from[name];
    if (value === undefined || (withoutNulls && value === null)) continue;
    setMember(to, name, sorted(value, withoutNulls));
  }
  return Object.freeze(to);
}

function sorted(value: JsonValue, withoutNulls: boolean): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return sortedObject(value, withoutNulls);
  return Object.freeze(value.map((item) => sorted(item, false))) as JsonValue[];
}

/** As an own member also where the name means something to JavaScript. */
function setMember(to: JsonObject, name: string, value: JsonValue): void {
  if (name !== '__proto__') to[name] = value;
  else
    Object.defineProperty(to, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
}
