import type { JsonObject } from '../../../openapi/json.js';
import { isObject, set, type Mapping, type Path, type Value } from '../lens.js';
import { isReference } from './class-name.js';
import {
  demandsId,
  flatType,
  wrapperTypes,
  type WrapperClasses,
  type WrapperTypes,
} from './wrapper-type.js';

/** A wrapper that the older version has flat. */
export interface Wrapper extends WrapperClasses {
  /** The canonical attribute that holds what is wrapped: `partyOrPartyRole`. */
  readonly name: string;
}

/**
 * Flat in the view, nested in the canonical: `{ role, id }` <-> `{ role, [name]: { id } }`. The
 * flat form has one `@type` for two objects (`flatType` says which). What it cannot show stays as
 * long as the id does.
 */
export function nested(wrapper: Wrapper): Mapping {
  return {
    get: (canonical) => (isObject(canonical) ? flatten(wrapper, canonical) : canonical),
    put: (view, canonical) => {
      if (!isObject(view)) return view;
      const isSame = isObject(canonical) && view.id === flatId(wrapper, canonical);
      return wrap(wrapper, view, isSame ? canonical : undefined);
    },
    path: ([head, ...rest]: Path) => {
      if (head === undefined) return [];
      return OWN.has(head) ? [head, ...rest] : [wrapper.name, head, ...rest];
    },
    words: (_path, word) => [word],
  };
}

/** `ref` for what says only which object it means, else `value`. */
export function refOr(value: string, ref: string): (wrapped: JsonObject) => string {
  return ({ role: _role, ...wrapped }) => (isReference(wrapped) ? ref : value);
}

/** The wrapper's own attributes; every other is of what it wraps. */
const OWN = new Set(['role', '@type', '@baseType', '@schemaLocation']);

function flatten(wrapper: Wrapper, canonical: JsonObject): JsonObject {
  const view: JsonObject = {};
  const wrapped = wrappedIn(wrapper, canonical);
  for (const name in wrapped) if (!OWN.has(name)) set(view, name, wrapped[name]);
  for (const name in canonical) if (name !== wrapper.name) set(view, name, canonical[name]);
  set(view, '@type', flatType(wrapper, canonical['@type'], wrapped));
  return view;
}

function wrap(wrapper: Wrapper, view: JsonObject, former: JsonObject | undefined): JsonObject {
  const [outer, inner] = parted(wrapper, view, former);
  if (former) keepHidden(inner, wrappedIn(wrapper, former), outer);
  const types = typesOf(wrapper, view['@type'], inner, former);
  set(outer, '@type', types.outer);
  set(inner, '@type', types.inner);
  if (!former && demandsId(wrapper, types.inner)) inner.id ??= '';
  if (Object.keys(inner).length > 0) outer[wrapper.name] = inner;
  return outer;
}

/** The view's attributes but `@type`, each where it belongs or was. */
function parted(wrapper: Wrapper, view: JsonObject, former: JsonObject | undefined) {
  const outer: JsonObject = {};
  const inner: JsonObject = {};
  for (const name in view) {
    if (name === '@type') continue;
    const wasOuter = name !== wrapper.name && former !== undefined && Object.hasOwn(former, name);
    set(wasOuter || OWN.has(name) ? outer : inner, name, view[name]);
  }
  return [outer, inner] as const;
}

/** Attributes of what is wrapped that stand behind the wrapper's of the same name. */
function keepHidden(inner: JsonObject, former: JsonObject, outer: JsonObject) {
  for (const name in former) {
    if (name === '@type' || Object.hasOwn(inner, name)) continue;
    if (OWN.has(name) || Object.hasOwn(outer, name)) set(inner, name, former[name]);
  }
}

/** The former types as long as the view shows them, else those that the view gives. */
function typesOf(
  wrapper: Wrapper,
  given: Value,
  inner: JsonObject,
  former: JsonObject | undefined,
): WrapperTypes {
  if (former) {
    const outer = former['@type'];
    const type = wrappedIn(wrapper, former)['@type'];
    const shown = flatType(wrapper, outer, { ...inner, '@type': type });
    if (given === undefined || given === shown) {
      const isEmpty = Object.keys(inner).length === 0;
      return { outer, inner: type ?? (isEmpty ? undefined : wrapper.classOf(inner)) };
    }
  }
  return wrapperTypes(wrapper, given, inner);
}

function flatId(wrapper: Wrapper, canonical: JsonObject): Value {
  return canonical.id ?? wrappedIn(wrapper, canonical).id;
}

function wrappedIn(wrapper: Wrapper, canonical: JsonObject): JsonObject {
  const wrapped = canonical[wrapper.name];
  return isObject(wrapped) ? wrapped : {};
}
