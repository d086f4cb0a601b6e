import { hash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * A body as it is stored: keys in order at every level, frozen, and without members that are null
 * or undefined, because a merge patch (RFC 7396) cannot lead back to a null. Nulls within arrays
 * stay. Parts that are so already are shared with the body given, the rest is copied.
 */
export const canonicalBody = (body: JsonObject): JsonObject => inOrder(body, true);

/** As `canonicalBody`, with its nulls: for what is never led back by a merge patch. */
export const canonicalInner = (inner: JsonObject): JsonObject => inOrder(inner, false);

/** JSON text with its keys in order: what hashes are made of. */
export const canonicalText = (value: JsonObject): string => JSON.stringify(inOrder(value, false));

/** SHA-256 (FIPS 180-4) of UTF-8 text, in lower-case hex. */
export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/** Freezes a JSON value at every level: what a unit hands out is never changed in place. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) frozen(member);
  return Object.freeze(value);
}

/**
 * Shorter keys first, those of one length by code unit: the order in which PostgreSQL keeps jsonb,
 * so that what it answers is in order already.
 */
function byLength(one: string, other: string): number {
  if (one.length !== other.length) return one.length - other.length;
  return one < other ? -1 : 1;
}

function inOrder(from: JsonObject, withoutNulls: boolean): JsonObject {
  const names = Object.keys(from);
  const isSorted = names.every((name, at) => at === 0 || byLength(names[at - 1]!, name) < 0);
  if (!isSorted) names.sort(byLength);
  let to: JsonObject | undefined = isSorted && Object.isFrozen(from) ? undefined : {};
  for (const [at, name] of names.entries()) {
    const value = from[name];
    const kept = memberInOrder(value, withoutNulls);
    if (!to && kept !== value) to = membersOf(from, names.slice(0, at));
    if (to && kept !== undefined) setMember(to, name, kept);
  }
  return to ? Object.freeze(to) : from;
}

/** Undefined for a member that is left out. */
function memberInOrder(value: JsonValue | undefined, withoutNulls: boolean): JsonValue | undefined {
  if (value === null) return withoutNulls ? undefined : null;
  if (typeof value !== 'object') return value;
  return Array.isArray(value) ? itemsInOrder(value) : inOrder(value, withoutNulls);
}

function itemsInOrder(items: JsonValue[]): JsonValue[] {
  let isSame = Object.isFrozen(items);
  const ordered = items.map((item) => {
    const kept = memberInOrder(item, false) ?? null;
    if (kept !== item) isSame = false;
    return kept;
  });
  return isSame ? items : (Object.freeze(ordered) as JsonValue[]);
}

function membersOf(from: JsonObject, names: readonly string[]): JsonObject {
  const to: JsonObject = {};
  for (const name of names) setMember(to, name, from[name]);
  return to;
}

/** As an own member also where the name means something to JavaScript. */
function setMember(to: JsonObject, name: string, value: JsonValue | undefined): void {
  if (name !== '__proto__') to[name] = value;
  else Object.defineProperty(to, name, { value, enumerable: true });
}
