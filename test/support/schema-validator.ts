import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import type { JsonObject, JsonValue } from '../../openapi/json.js';

/** An OpenAPI 3.0 document, as far as its schemas go. */
export interface SchemaDocument {
  readonly components: { readonly schemas: Readonly<Record<string, JsonObject>> };
}

/** Every fault of `value`, one a line; empty when it is valid. */
export type Validate = (value: JsonValue) => string;

/**
 * A validator for each schema of an OpenAPI 3.0 document, compiled on first use. `oneOf` with a
 * discriminator is read as "if `@type` is X then X": taken literally it refuses valid documents,
 * because the members do not pin their `@type`.
 */
export function validatorsOf(document: SchemaDocument): (schema: string) => Validate {
  const ajv = new AjvDraft04.default({
    strict: false,
    validateSchema: false,
    logger: false,
    allErrors: true,
  });
  addFormats.default(ajv);
  ajv.addFormat('base64', /^[A-Za-z0-9+/]*={0,2}$/);
  const schemas = dispatched(document.components.schemas as JsonValue);
  ajv.addSchema({ id: 'document', components: { schemas } });
  const made = new Map<string, Validate>();
  return (schema) => {
    const known = made.get(schema);
    if (known) return known;
    const compiled = ajv.compile({ $ref: `document#/components/schemas/${schema}` });
    const validate: Validate = (value) =>
      compiled(value) ? '' : ajv.errorsText(compiled.errors, { separator: '\n' });
    made.set(schema, validate);
    return validate;
  };
}

function dispatched(node: JsonValue): JsonValue {
  if (Array.isArray(node)) return node.map(dispatched);
  if (typeof node !== 'object' || node === null) return node;
  const { discriminator, oneOf, ...rest } = node;
  const kept = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, dispatched(value ?? null)]),
  );
  const types = membersOf(discriminator);
  if (types === undefined) return oneOf === undefined ? kept : { ...kept, oneOf };
  if (oneOf === undefined) return kept;
  return {
    ...kept,
    type: 'object',
    required: ['@type'],
    allOf: Object.entries(types).map(([type, $ref]) => ({
      anyOf: [{ not: { properties: { '@type': { enum: [type] } } } }, { $ref }],
    })),
  };
}

function membersOf(discriminator: JsonValue | undefined): JsonObject | undefined {
  if (typeof discriminator !== 'object' || discriminator === null) return undefined;
  return (discriminator as { mapping?: JsonObject }).mapping;
}
