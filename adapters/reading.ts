import { NOT_STORABLE, storable } from './storable.js';

/**
 * A reader of one value: answers it, or adds what is wrong to `faults` (a sentence that begins
 * with `at`, the attribute's path) and answers undefined. Never throws, and never walks further
 * than its bounds.
 */
export type Reader<T> = (value: unknown, at: string, faults: string[]) => T | undefined;

/** A reader of an attribute that may be left out; null counts as left out. */
export interface Optional<T> {
  readonly optional: Reader<T>;
}

type Attribute = Reader<unknown> | Optional<unknown>;
type Attributes = Readonly<Record<string, Attribute>>;
type Read<A> = A extends Reader<infer T> ? T : A extends Optional<infer T> ? T : never;
type Flat<T> = { [K in keyof T]: T[K] };

/** What a table of attributes reads: required ones always, optional ones where given. */
export type RecordOf<A extends Attributes> = Flat<
  { readonly [K in keyof A as A[K] extends Optional<unknown> ? never : K]: Read<A[K]> } & {
    readonly [K in keyof A as A[K] extends Optional<unknown> ? K : never]?: Read<A[K]>;
  }
>;

/** Marks an attribute that may be left out. */
export const optional = <T>(reader: Reader<T>): Optional<T> => ({ optional: reader });

/**
 * Text of `least` to `most` characters that every store can hold: no NUL, no half of a surrogate
 * pair.
 */
export function text(most: number, least = 1): Reader<string> {
  return (value, at, faults) => {
    if (typeof value !== 'string' || value.length < least || value.length > most) {
      return refuse(faults, at, `must be text of ${least} to ${most} characters`);
    }
    return storable(value) ? value : refuse(faults, at, NOT_STORABLE);
  };
}

/** A whole number from `least` to `most`. */
export function integer(least: number, most: number): Reader<number> {
  return (value, at, faults) =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most
      ? (value as number)
      : refuse(faults, at, `must be a whole number from ${least} to ${most}`);
}

/** True or false. */
export const flag: Reader<boolean> = (value, at, faults) =>
  typeof value === 'boolean' ? value : refuse(faults, at, 'must be true or false');

/** One of these words. */
export function oneOf<W extends string>(words: readonly W[]): Reader<W> {
  return (value, at, faults) =>
    words.find((word) => word === value) ??
    refuse(faults, at, `must be one of ${words.join(', ')}${quoted(value)}`);
}

/** A list of at most `most`; a longer one is one fault and is not looked into. */
export function listOf<T>(reader: Reader<T>, most: number): Reader<T[]> {
  return (value, at, faults) => {
    if (!Array.isArray(value) || value.length > most) {
      return refuse(faults, at, `must be a list of at most ${most}`);
    }
    return value.flatMap((item: unknown, index) => {
      const read = reader(item, `${at}[${index}]`, faults);
      return read === undefined ? [] : [read];
    });
  };
}

/** An object with these attributes; others are ignored. */
export function record<A extends Attributes>(attributes: A): Reader<RecordOf<A>> {
  const rows = Object.entries(attributes);
  return (value, at, faults) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return refuse(faults, at || 'The body', 'must be an object');
    }
    const read: Record<string, unknown> = {};
    for (const [name, attribute] of rows) {
      const given: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
      const path = at ? `${at}.${name}` : name;
      const result = readAttribute(attribute, given, path, faults);
      if (result !== undefined) read[name] = result;
    }
    return read as RecordOf<A>;
  };
}

function readAttribute(
  attribute: Attribute,
  given: unknown,
  at: string,
  faults: string[],
): unknown {
  if (typeof attribute === 'function') return attribute(given, at, faults);
  return given === undefined || given === null ? undefined : attribute.optional(given, at, faults);
}

/** Notes a fault, and answers undefined for a reader to answer. */
export function refuse(faults: string[], at: string, message: string): undefined {
  faults.push(`${at} ${message}`);
  return undefined;
}

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `; it is ${JSON.stringify(value.slice(0, 40))}` : '';
