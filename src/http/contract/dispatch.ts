import type { Schema } from '../../apis/openapi.js';
import { nameOf } from '../../apis/openapi.js';

/**
 * A choice with a discriminator as a validator should see it: "if `@type` is X, then X's schema",
 * said in OpenAPI 3.0 words (not-or). The published members of a `oneOf` do not pin their `@type`,
 * so evaluating it literally refuses valid documents. An unknown `@type`, an operator's own
 * subclass, meets no member's schema.
 */
export function dispatchOnType(
  schema: Schema,
  choices: readonly Schema[],
  discriminator: NonNullable<Schema['discriminator']>,
  isPatch: boolean,
): Schema {
  const { propertyName } = discriminator;
  const { oneOf: _oneOf, anyOf: _anyOf, discriminator: _discriminator, ...rest } = schema;
  const rules = Object.entries(membersByType(choices, discriminator)).map(([type, $ref]) => ({
    anyOf: [
      { not: { required: [propertyName], properties: { [propertyName]: { enum: [type] } } } },
      { $ref },
    ],
  }));
  return {
    type: 'object',
    ...rest,
    ...(!isPatch && { required: [...new Set([...(rest.required ?? []), propertyName])] }),
    allOf: [...(rest.allOf ?? []), ...rules],
  };
}

/**
 * Class -> `$ref`; without a mapping the class is the schema's name (OpenAPI 3.0, Discriminator
 * Object).
 */
export function membersByType(
  choices: readonly Schema[],
  discriminator: NonNullable<Schema['discriminator']>,
): Readonly<Record<string, string>> {
  if (discriminator.mapping) {
    // A mapping may also name the schema alone.
    const members = Object.entries(discriminator.mapping).map(([type, ref]) => [
      type,
      ref.startsWith('#') ? ref : `#/components/schemas/${ref}`,
    ]);
    return Object.fromEntries(members) as Record<string, string>;
  }
  const refs = choices.flatMap(({ $ref }) => ($ref === undefined ? [] : [$ref]));
  return Object.fromEntries(refs.map(($ref) => [nameOf($ref), $ref]));
}
