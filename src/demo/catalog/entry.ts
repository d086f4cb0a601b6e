import type { JsonObject, JsonValue } from '../../../openapi/json.js';

/** One document of the catalog, ready to be posted once what it refers to has an id. */
export interface Entry {
  /** The catalog's own name for it, `service/internet-access`; references use it. */
  readonly key: string;
  /** The collection that it is posted to. */
  readonly path: string;
  /** May hold references: see `refer` and `idOf`. */
  readonly body: JsonObject;
}

/** What the gateway answered for an entry. */
export interface Posted {
  readonly id: string;
  readonly name: string;
  /** The class that references name: `ServiceSpecification`. */
  readonly type: string;
}

/** A reference to another entry: becomes `{ id, name, @referredType, ...more }`. */
export const refer = (key: string, more: JsonObject = {}): JsonObject => ({ ...more, $ref: key });

/** The id of another entry, where a plain text is wanted. */
export const idOf = (key: string): JsonObject => ({ $id: key });

/** The keys that a body refers to, each once. */
export function referencesIn(value: JsonValue | undefined): string[] {
  return [...new Set(everyReference(value))];
}

/** The body with each reference replaced; `find` must know every key. */
export function resolve(value: JsonObject, find: (key: string) => Posted): JsonObject {
  return resolveValue(value, find) as JsonObject;
}

function everyReference(value: JsonValue | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap(everyReference);
  if (value === null || typeof value !== 'object') return [];
  const own = [value['$ref'], value['$id']].filter((key) => typeof key === 'string');
  return [...own, ...Object.values(value).flatMap(everyReference)];
}

function resolveValue(value: JsonValue, find: (key: string) => Posted): JsonValue {
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, find));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value['$id'] === 'string') return find(value['$id']).id;
  const { $ref, ...rest } = value;
  const resolved: JsonObject = {};
  for (const [name, item] of Object.entries(rest)) {
    if (item !== undefined) resolved[name] = resolveValue(item, find);
  }
  if (typeof $ref !== 'string') return resolved;
  const { id, name, type } = find($ref);
  return { id, name, '@referredType': type, ...resolved };
}
