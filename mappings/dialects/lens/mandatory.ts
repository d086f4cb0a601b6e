import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import { isObject, type Mapping, type Value } from '../lens.js';

/**
 * What stands for an attribute that is mandatory and not there, or how to tell it from the rest of
 * the object.
 */
export type Defaults = Readonly<Record<string, JsonValue | ((object: JsonObject) => JsonValue)>>;

/**
 * Attributes that the view must have and the canonical may lack: the view shows these values, and a
 * view that sends one back has said nothing. (In a new object it has: what a client gives is kept.)
 */
export function answering(defaults: Defaults, mapping: Mapping): Mapping {
  const names = Object.keys(defaults);
  return {
    ...mapping,
    get: (canonical) => withDefaults(mapping.get(canonical), defaults),
    put: (view, canonical) => {
      if (!isObject(view) || canonical === undefined) return mapping.put(view, canonical);
      const echoed = names.filter((name) => isDefault(view, name, defaults));
      if (echoed.length === 0) return mapping.put(view, canonical);
      const shown = mapping.get(canonical);
      const lacking = isObject(shown) ? echoed.filter((name) => shown[name] === undefined) : [];
      return mapping.put(without(view, lacking), canonical);
    },
  };
}

/**
 * Attributes that the canonical must have and a view may lack: they are there once the view has
 * written.
 */
export function demanding(defaults: Defaults, mapping: Mapping): Mapping {
  return {
    ...mapping,
    put: (view, canonical) => withDefaults(mapping.put(view, canonical), defaults),
  };
}

/**
 * An attribute of the view that the canonical tells by others. It is stored only where it says
 * something else than those do.
 */
export function told(name: string, tell: (object: JsonObject) => JsonValue): Mapping {
  return {
    get: (canonical) => withDefaults(canonical, { [name]: tell }),
    put: (view, canonical) => {
      if (!isObject(view) || (isObject(canonical) && canonical[name] !== undefined)) return view;
      return isDefault(view, name, { [name]: tell }) ? without(view, [name]) : view;
    },
    path: (path) => path,
    words: (_path, word) => [word],
  };
}

function withDefaults(value: Value, defaults: Defaults): Value {
  if (!isObject(value)) return value;
  let filled = value;
  for (const name in defaults) {
    if (value[name] !== undefined) continue;
    if (filled === value) filled = { ...value };
    filled[name] = defaultOf(defaults, name, value);
  }
  return filled;
}

function without(object: JsonObject, names: readonly string[]): JsonObject {
  const left = { ...object };
  for (const name of names) delete left[name];
  return left;
}

function isDefault(object: JsonObject, name: string, defaults: Defaults): boolean {
  return isSame(object[name], defaultOf(defaults, name, object));
}

/** Defaults are small: this stops at the first attribute that differs. */
function isSame(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const before = Object.entries(left);
  const after = new Map(Object.entries(right));
  return before.length === after.size && before.every(([key, one]) => isSame(one, after.get(key)));
}

function defaultOf(defaults: Defaults, name: string, object: JsonObject): JsonValue {
  const value = defaults[name] ?? null;
  if (typeof value === 'function') return value(object);
  if (Array.isArray(value)) return [...value];
  return isObject(value) ? { ...value } : value;
}
