import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Lens } from './dialect.js';

/** What an attribute holds, or that there is none. */
export type Value = JsonValue | undefined;

/** Attribute names from the document down; the index of an array may stand between them. */
export type Path = readonly string[];

/**
 * A lens over one attribute's value, that also knows where things went. A value of a kind it was
 * not made for (an object where an array should be) comes through as it is: the contract check
 * answers for that, not the mapping.
 */
export interface Mapping extends Lens<Value, Value> {
  /** Where the canonical value has what the view has at `path`. */
  path(path: Path): Path;
  /** The canonical words that the view's `word` at `path` stands for. */
  words(path: Path, word: string): readonly string[];
}

/** The same in both versions. */
export const SAME: Mapping = {
  get: (canonical) => canonical,
  put: (view) => view,
  path: (path) => path,
  words: (_path, word) => [word],
};

/** Whether `value` is a JSON object (no array, no null). */
export function isObject(value: Value): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Gives `object` an attribute, if there is a value. One called `__proto__` would give it a
 * prototype instead, and attributes would seem to be there that nobody checked: it does not travel.
 */
export function set(object: JsonObject, name: string, value: Value): void {
  if (value !== undefined && name !== '__proto__') object[name] = value;
}

/**
 * `outer` speaks with the view, `inner` with the canonical; when both keep the laws, the pair does.
 */
export function compose(outer: Mapping, inner: Mapping): Mapping {
  return {
    get: (canonical) => outer.get(inner.get(canonical)),
    put: (view, canonical) =>
      canonical === undefined
        ? inner.put(outer.put(view))
        : inner.put(outer.put(view, inner.get(canonical)), canonical),
    path: (path) => inner.path(outer.path(path)),
    words: (path, word) =>
      outer.words(path, word).flatMap((between) => inner.words(outer.path(path), between)),
  };
}

/** A mapping made on first use: for classes that hold themselves. */
export function later(make: () => Mapping): Mapping {
  let made: Mapping | undefined;
  const mapping = () => (made ??= make());
  return {
    get: (canonical) => mapping().get(canonical),
    put: (view, canonical) => mapping().put(view, canonical),
    path: (path) => mapping().path(path),
    words: (path, word) => mapping().words(path, word),
  };
}
