import type { JsonValue } from '../../../openapi/json.js';
import { isObject, type Mapping, type Value } from '../lens.js';

/**
 * A list. A rewritten item keeps what the view cannot say of it: its former self is the item at the
 * same place if that has the same id (or name) and role, else the first such item that is not
 * taken.
 */
export function each(item: Mapping): Mapping {
  return {
    get: (canonical) =>
      Array.isArray(canonical) ? canonical.map((one) => item.get(one) ?? one) : canonical,
    put: (view, canonical) => {
      if (!Array.isArray(view)) return view;
      const former = Array.isArray(canonical) ? formerSelves(item, view, canonical) : [];
      return view.map((one, index) => item.put(one, former[index]) ?? one);
    },
    path: ([head, ...rest]) => {
      if (head === undefined) return item.path([]);
      return isIndex(head) ? [head, ...item.path(rest)] : item.path([head, ...rest]);
    },
    words: ([head, ...rest], word) =>
      item.words(head === undefined || isIndex(head) ? rest : [head, ...rest], word),
  };
}

function formerSelves(item: Mapping, view: JsonValue[], canonical: JsonValue[]): Value[] {
  const names = view.map(nameOf);
  const formerNames = canonical.map((one) => nameOf(item.get(one)));
  const stays = (index: number) =>
    index < formerNames.length && names[index] === formerNames[index];
  const moved = new Map<string, JsonValue[]>();
  canonical.forEach((one, index) => {
    const name = formerNames[index];
    if (name !== undefined && !stays(index)) moved.set(name, [...(moved.get(name) ?? []), one]);
  });
  return names.map((name, index) => {
    if (stays(index)) return canonical[index];
    return name === undefined ? undefined : moved.get(name)?.shift();
  });
}

/** What tells one item of a list from another; undefined when only its place does. */
function nameOf(view: Value): string | undefined {
  if (!isObject(view)) return undefined;
  const own = view.id ?? view.name;
  return own === undefined ? undefined : `${String(own)}\n${String(view.role)}`;
}

/** Of JSON Pointer (RFC 6901: digits, `-`) or a wildcard. */
function isIndex(name: string): boolean {
  return /^(\d+|\*|-)$/.test(name);
}
