import type { JsonObject } from '../../../openapi/json.js';
import { isObject, SAME, set, type Mapping, type Path } from '../lens.js';
import { named, typeInCanonical, typeInView, type ClassName } from './class-name.js';

/** An attribute that the canonical version calls otherwise. */
export interface Renamed {
  readonly as: string;
  readonly mapping: Mapping;
}

/** The view's attribute name -> how it is mapped. */
export type Attributes = Readonly<Record<string, Mapping | Renamed>>;

/**
 * An attribute called `canonicalName` in the canonical version, and mapped if a mapping is given.
 */
export function as(canonicalName: string, mapping: Mapping = SAME): Renamed {
  return { as: canonicalName, mapping };
}

/**
 * An object of a class (null: of one without `@type`). Attributes that are not named travel under
 * their own name, so neither side loses what the other cannot say; a name that a renaming needs
 * changes places with it, for the same reason.
 */
export function object(type: ClassName | string | null, attributes: Attributes = {}): Mapping {
  const className = typeof type === 'string' ? named(type) : type;
  const table = tableOf(attributes);
  return {
    get: (canonical) => (isObject(canonical) ? read(canonical, table, className) : canonical),
    put: (view, canonical) =>
      isObject(view)
        ? write(view, isObject(canonical) ? canonical : undefined, table, className)
        : view,
    path: (path) => pathIn(table, path),
    words: (path, word) => wordsIn(table, className, path, word),
  };
}

interface Turn {
  readonly to: string;
  readonly mapping: Mapping;
}

interface Table {
  /** By the view's names. */
  readonly inward: ReadonlyMap<string, Turn>;
  /** By the canonical names. */
  readonly outward: ReadonlyMap<string, Turn>;
}

function tableOf(attributes: Attributes): Table {
  const inward = new Map<string, Turn>();
  const outward = new Map<string, Turn>();
  const add = (view: string, canonical: string, mapping: Mapping) => {
    inward.set(view, { to: canonical, mapping });
    outward.set(canonical, { to: view, mapping });
  };
  for (const [name, attribute] of Object.entries(attributes)) {
    if ('as' in attribute) add(attribute.as, name, SAME);
  }
  for (const [name, attribute] of Object.entries(attributes)) {
    if ('as' in attribute) add(name, attribute.as, attribute.mapping);
    else add(name, name, attribute);
  }
  return { inward, outward };
}

function read(canonical: JsonObject, table: Table, className: ClassName | null): JsonObject {
  const view: JsonObject = {};
  for (const name in canonical) {
    const turn = table.outward.get(name);
    if (turn === undefined) set(view, name, canonical[name]);
    else set(view, turn.to, turn.mapping.get(canonical[name]));
  }
  if (className) set(view, '@type', typeInView(className, canonical));
  return view;
}

function write(
  view: JsonObject,
  former: JsonObject | undefined,
  table: Table,
  className: ClassName | null,
): JsonObject {
  const canonical: JsonObject = {};
  for (const name in view) {
    const turn = table.inward.get(name);
    if (turn === undefined) set(canonical, name, view[name]);
    else set(canonical, turn.to, turn.mapping.put(view[name], former?.[turn.to]));
  }
  if (former) keepUnseen(canonical, former, view, table);
  if (className) set(canonical, '@type', typeInCanonical(className, view, former));
  return canonical;
}

/** What a view never shows is not taken away by its silence. */
function keepUnseen(canonical: JsonObject, former: JsonObject, view: JsonObject, table: Table) {
  for (const name in former) {
    const turn = table.outward.get(name);
    if (turn === undefined || former[name] === undefined || view[turn.to] !== undefined) continue;
    if (turn.mapping.get(former[name]) === undefined) canonical[name] = former[name];
  }
}

function pathIn(table: Table, [name, ...rest]: Path): Path {
  if (name === undefined) return [];
  const turn = table.inward.get(name);
  return turn ? [turn.to, ...turn.mapping.path(rest)] : [name, ...rest];
}

function wordsIn(
  table: Table,
  className: ClassName | null,
  [name, ...rest]: Path,
  word: string,
): readonly string[] {
  if (name === '@type' && className) {
    const type = typeInCanonical(className, { '@type': word }, undefined);
    return typeof type === 'string' ? [type] : [word];
  }
  return (
    (name === undefined ? undefined : table.inward.get(name))?.mapping.words(rest, word) ?? [word]
  );
}
