import type { JsonObject } from '../../../openapi/json.js';
import { isObject, set, type Mapping } from '../lens.js';

/**
 * Attributes that the view has inside its object `name` and the canonical beside it: `{
 * characteristic: { city } }` <-> `{ city }`. What else stands in that object stays there. An
 * attribute of one of these names beside `name` is not sayable in the view.
 */
export function lifted(name: string, attributes: readonly string[]): Mapping {
  const lifts = new Set(attributes);
  return {
    get: (canonical) => (isObject(canonical) ? lower(canonical, name, lifts) : canonical),
    put: (view, canonical) =>
      isObject(view) ? lift(view, isObject(canonical) ? canonical : undefined, name, lifts) : view,
    path: ([head, ...rest]) => {
      if (head === undefined) return [];
      if (head !== name) return [head, ...rest];
      const [inside] = rest;
      if (inside === undefined) return [];
      return lifts.has(inside) ? rest : [head, ...rest];
    },
    words: (_path, word) => [word],
  };
}

function lower(canonical: JsonObject, name: string, lifts: ReadonlySet<string>): JsonObject {
  const stayed = canonical[name];
  if (stayed !== undefined && !isObject(stayed)) return canonical;
  const view: JsonObject = {};
  const inside: JsonObject = { ...stayed };
  let isThere = stayed !== undefined;
  for (const key in canonical) {
    const isLifted = lifts.has(key);
    set(isLifted ? inside : view, key, canonical[key]);
    isThere ||= isLifted;
  }
  if (isThere) view[name] = inside;
  return view;
}

function lift(
  view: JsonObject,
  former: JsonObject | undefined,
  name: string,
  lifts: ReadonlySet<string>,
): JsonObject {
  const inside = view[name];
  if (!isObject(inside)) return view;
  const { [name]: _inside, ...canonical } = view;
  const stays: JsonObject = {};
  for (const key in inside) set(lifts.has(key) ? canonical : stays, key, inside[key]);
  const isEmpty = Object.keys(stays).length === 0;
  const wasThere = former?.[name] !== undefined || Object.keys(inside).length === 0;
  if (!isEmpty || wasThere) canonical[name] = stays;
  return canonical;
}
