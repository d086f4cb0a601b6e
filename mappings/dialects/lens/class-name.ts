import type { JsonObject } from '../../../openapi/json.js';
import { isObject, type Value } from '../lens.js';

/**
 * How the two versions call one class in `@type`. The canonical name is filled in where the view
 * gives none; the two names change places on the way in and on the way out, and any other (an
 * operator's own) stays.
 *
 * Both may depend on the object, but only on attributes that are alike in both versions.
 */
export interface ClassName {
  canonical(object: JsonObject): string;
  view(object: JsonObject): string;
}

/** A class that the older version calls `view`. */
export function named(canonical: string, view: string = canonical): ClassName {
  return { canonical: () => canonical, view: () => view };
}

/**
 * One class in the older version; in the canonical one of two, by whether the object is only a
 * reference.
 */
export function refOrValue(value: string, ref: string = `${value}Ref`): ClassName {
  const name = (object: JsonObject) => (isReference(object) ? ref : value);
  return { canonical: name, view: name };
}

/**
 * `Characteristic` in the older version; in the canonical `StringCharacteristic` and so on, by its
 * `value`.
 */
export function byValue(base: string): ClassName {
  return { canonical: ({ value }) => `${kindOf(value)}${base}`, view: () => base };
}

/** The `@type` that the view shows. */
export function typeInView(name: ClassName, canonical: JsonObject): Value {
  return exchanged(name, canonical, canonical['@type']);
}

/**
 * The canonical `@type` of what the view says; a class of its own that the view is silent about
 * stays.
 */
export function typeInCanonical(
  name: ClassName,
  view: JsonObject,
  canonical: JsonObject | undefined,
): Value {
  const given = view['@type'];
  if (given !== undefined) return exchanged(name, view, given);
  const former = canonical?.['@type'];
  const isOwn = canonical !== undefined && former !== name.canonical(canonical);
  return (isOwn ? former : undefined) ?? name.canonical(view);
}

const REFERENCE = new Set(
  'id href name version @type @baseType @schemaLocation @referredType'.split(' '),
);

/** Whether an object says nothing but which other it means, and does say that. */
export function isReference(object: JsonObject): boolean {
  if (object.id === undefined || object.id === '') return false;
  for (const name in object) if (!REFERENCE.has(name)) return false;
  return true;
}

function exchanged(name: ClassName, object: JsonObject, type: Value): Value {
  const canonical = name.canonical(object);
  const view = name.view(object);
  if (type === canonical) return view;
  return type === view ? canonical : type;
}

/**
 * The kind in a typed class's name; empty for what TM Forum has no class for (null, mixed lists).
 */
function kindOf(value: Value): string {
  if (!Array.isArray(value)) return scalarKind(value);
  const [kind, ...others] = new Set(value.map(scalarKind));
  if (kind === undefined || kind === '') return '';
  if (others.length === 0) return `${kind}Array`;
  const numbers = [kind, ...others].every((one) => one === 'Integer' || one === 'Number');
  return numbers ? 'NumberArray' : '';
}

function scalarKind(value: Value): string {
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Number';
  return isObject(value) ? 'Object' : '';
}
