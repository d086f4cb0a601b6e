import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../openapi/json.js';

/** Values of a plain type and format of OpenAPI 3.0; any JSON where there is neither. */
export function scalar(type = '', format = ''): fc.Arbitrary<JsonValue> {
  return FORMATS[format] ?? TYPES[type] ?? ANY;
}

/** The class's own name, mostly; sometimes an operator's class of its own. */
export function typeName(name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constant(name) },
    { weight: 1, arbitrary: fc.constant(`My${name}`) },
  );
}

const TIME = fc
  .date({
    min: new Date('2000-01-01T00:00:00Z'),
    max: new Date('2100-01-01T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());
const URI = fc.nat(9999).map((n) => `https://example.org/thing/${n}`);
/** Any JSON. */
export const ANY = fc.json({ maxDepth: 2 }).map((text) => JSON.parse(text) as JsonValue);

/** Attributes of an operator's own, sometimes; no schema has names like these. */
export const EXTENSION: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<JsonObject>({}) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('x-note', 'x-rank', 'x-more'), ANY, {
      maxKeys: 2,
      noNullPrototype: true,
    }),
  },
);

const FORMATS: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  'date-time': TIME,
  uri: URI,
  base64: fc.base64String({ maxLength: 12 }),
};

const TYPES: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  string: fc.string({ maxLength: 12 }),
  boolean: fc.boolean(),
  integer: fc.integer(),
  number: fc.integer({ min: -1_000_000, max: 1_000_000 }).map((n) => n / 100),
  object: fc.dictionary(fc.constantFrom('a', 'b'), ANY, { noNullPrototype: true }),
};
