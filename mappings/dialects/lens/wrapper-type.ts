import type { JsonObject } from '../../../openapi/json.js';
import type { Value } from '../lens.js';

/** The classes of a wrapper and what it wraps, where the older version has both in one object. */
export interface WrapperClasses {
  /** The wrapper's class in the canonical, and in the view if that is another. */
  readonly type: string;
  readonly viewType?: string;
  /** The classes of what it may wrap. */
  readonly classes: readonly string[];
  /** The class of what is wrapped, as its own attributes tell (`@type` and `role` apart). */
  classOf(wrapped: JsonObject): string;
}

/** The canonical `@type` of a wrapper and of what it wraps. */
export interface WrapperTypes {
  readonly outer: Value;
  readonly inner: Value;
}

/**
 * The one `@type` that the flat form shows: the class of what is wrapped where that is a value's,
 * or not the one that its attributes tell; else the wrapper's.
 */
export function flatType(wrapper: WrapperClasses, outer: Value, wrapped: JsonObject): Value {
  const inner = wrapped['@type'];
  const expected = wrapper.classOf(wrapped);
  const [plain, odd] = plainAndOdd(wrapper, expected);
  if (outer === wrapper.type) {
    return inner !== expected && isListed(wrapper, inner) ? inner : plain;
  }
  if (outer === expected) return odd;
  return outer === wrapper.viewType ? wrapper.type : outer;
}

/** The inverse of `flatType`; without a given type, as if the expected one were given. */
export function wrapperTypes(wrapper: WrapperClasses, given: Value, wrapped: JsonObject) {
  const inner = wrapper.classOf(wrapped);
  const [plain, odd] = plainAndOdd(wrapper, inner);
  if (given === undefined || given === plain) return { outer: wrapper.type, inner };
  if (given === odd) return { outer: inner, inner };
  if (isListed(wrapper, given)) return { outer: wrapper.type, inner: given };
  return { outer: given === wrapper.type ? wrapper.viewType : given, inner };
}

/** Whether what is wrapped must have an id: a reference, or in a wrapper that holds only those. */
export function demandsId(wrapper: WrapperClasses, inner: Value): boolean {
  return isRefClass(inner) || isRefClass(wrapper.classOf({}));
}

/** What a wrapper with the expected class in it shows, and the word that is left for neither. */
function plainAndOdd(wrapper: WrapperClasses, expected: string): readonly [string, string] {
  const own = wrapper.viewType ?? wrapper.type;
  return isRefClass(expected) ? [own, expected] : [expected, own];
}

function isListed(wrapper: WrapperClasses, type: Value): boolean {
  return typeof type === 'string' && wrapper.classes.includes(type);
}

function isRefClass(type: Value): boolean {
  return typeof type === 'string' && type.endsWith('Ref');
}
