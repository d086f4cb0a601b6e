/** What the values of one condition may equal, by the type of the JSON value in the document. */
export interface Wanted {
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  readonly booleans: readonly boolean[];
  /** Instants as ISO 8601, UTC, milliseconds. */
  readonly instants: readonly string[];
}

/** RFC 8259 */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
/** RFC 3339, or its date alone, or without its zone, which then is UTC. */
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/;
const NOT_STORABLE = /[\0\p{Surrogate}]/u;

/**
 * Reads a condition's values: `12` is the text and the number, `true` the text and the boolean, a
 * date or timestamp the text and the instant. Texts that no document can hold are left out.
 */
export function wantedOf(values: readonly string[]): Wanted {
  const texts = [...new Set(values)].filter((value) => !NOT_STORABLE.test(value));
  return {
    texts,
    numbers: texts
      .filter((text) => NUMBER.test(text))
      .map(Number)
      .filter(Number.isFinite),
    booleans: texts.flatMap((text) =>
      text === 'true' || text === 'false' ? [text === 'true'] : [],
    ),
    instants: texts.flatMap((text) => instantOf(text) ?? []),
  };
}

/** A date or timestamp in UTC with milliseconds; undefined when the text is none. */
export function instantOf(text: string): string | undefined {
  const found = INSTANT.exec(text);
  if (!found) return undefined;
  const [, time, , , zone] = found;
  const at = Date.parse(time !== undefined && zone === undefined ? `${text}Z` : text);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
