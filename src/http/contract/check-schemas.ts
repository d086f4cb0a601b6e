import type { OpenApiDocument, Schema } from '../../apis/openapi.js';
import { nameOf } from '../../apis/openapi.js';
import { dispatchOnType } from './dispatch.js';

/**
 * How a schema is used by a check. `whole`: as it is. `patch`: as a merge patch of it (RFC 7396),
 * so nothing is required and null takes an attribute away; lists are replaced whole. `lax`: as it
 * is, but these attributes may be left out.
 */
export type Use =
  | { readonly name: 'whole' }
  | { readonly name: 'patch' }
  | { readonly name: 'lax'; readonly optional: ReadonlySet<string> };

/**
 * Words of a schema that no check needs; defaults are filled in by the gateway, not by the
 * validator.
 */
const UNCHECKED = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'xml',
  'default',
  'readOnly',
  'writeOnly',
  'nullable',
  'discriminator',
]);

/**
 * Rewrites the schemas of a document as a validator should see them, each only when it is reached:
 * a choice by `@type` becomes a dispatch on it, attributes that only the server sets are left out,
 * uses other than `whole` become schemas of their own.
 */
export class CheckSchemas {
  /** What has been reached so far; complete once every body has been asked for. */
  readonly schemas: Record<string, Schema> = {};
  readonly #document: OpenApiDocument;

  constructor(document: OpenApiDocument) {
    this.#document = document;
  }

  /** The schema for this use. */
  rewrite(schema: Schema, use: Use): Schema {
    if (schema.$ref !== undefined) return this.#reference(schema, use);
    const { oneOf, anyOf, discriminator } = schema;
    const choices = oneOf ?? anyOf;
    if (discriminator && choices) {
      return this.#words(dispatchOnType(schema, choices, discriminator, use.name === 'patch'), use);
    }
    return this.#words(schema, use);
  }

  #reference(schema: Schema, use: Use): Schema {
    const ref = `#/components/schemas/${this.#named(nameOf(schema.$ref ?? ''), use)}`;
    // A `nullable` beside `$ref` would be ignored at best.
    return schema.nullable ? { anyOf: [{ $ref: ref }, { enum: [null] }] } : { $ref: ref };
  }

  /** A schema is entered under its name before it is rewritten, so one that holds itself ends. */
  #named(name: string, use: Use): string {
    const own = use.name === 'lax' ? `lax.${[...use.optional].join('.')}` : use.name;
    const key = use.name === 'whole' ? name : `${name}.${own.replaceAll('@', '')}`;
    if (!Object.hasOwn(this.schemas, key)) {
      this.schemas[key] = {};
      this.schemas[key] = this.rewrite(this.#document.components?.schemas?.[name] ?? {}, use);
    }
    return key;
  }

  #words(schema: Schema, use: Use): Schema {
    const rewritten: Record<string, unknown> = {};
    for (const [word, value] of Object.entries(schema)) {
      if (UNCHECKED.has(word) || word.startsWith('x-')) continue;
      rewritten[word] = this.#word(word, value, schema, use);
    }
    if (schema.nullable || (use.name === 'patch' && schema.type !== undefined)) {
      allowNull(rewritten, schema);
    }
    return rewritten as Schema;
  }

  #word(word: string, value: unknown, schema: Schema, use: Use): unknown {
    switch (word) {
      case 'properties':
        return this.#properties(value as Record<string, Schema>, useBelow(use));
      case 'required':
        return required(schema, use);
      case 'format':
        // Without a public address hrefs are paths, and clients send them back in references.
        return value === 'uri' ? 'uri-reference' : value;
      case 'allOf':
        return this.#members(value as Schema[], use);
      default:
        return this.#inner(word, value, use);
    }
  }

  /** Words that hold schemas of what is below the value. */
  #inner(word: string, value: unknown, use: Use): unknown {
    if (typeof value !== 'object' || value === null) return value;
    switch (word) {
      case 'items':
      case 'not':
        return this.rewrite(value, { name: 'whole' });
      case 'oneOf':
      case 'anyOf':
        return this.#members(value as Schema[], useBelow(use));
      case 'additionalProperties':
        return this.rewrite(value, useBelow(use));
      default:
        return value;
    }
  }

  #members(members: readonly Schema[], use: Use): Schema[] {
    return members.map((member) => this.rewrite(member, use));
  }

  #properties(properties: Record<string, Schema>, use: Use): Record<string, Schema> {
    const kept = Object.entries(properties).filter(([, property]) => !property.readOnly);
    return Object.fromEntries(kept.map(([name, property]) => [name, this.rewrite(property, use)]));
  }
}

/** Only the attributes of the body itself may be lax. */
function useBelow(use: Use): Use {
  return use.name === 'lax' ? { name: 'whole' } : use;
}

function required(schema: Schema, use: Use): readonly string[] | undefined {
  if (use.name === 'patch') return undefined;
  const names = (schema.required ?? []).filter(
    (name) =>
      !schema.properties?.[name]?.readOnly && !(use.name === 'lax' && use.optional.has(name)),
  );
  return names.length > 0 ? names : undefined;
}

function allowNull(rewritten: Record<string, unknown>, schema: Schema): void {
  if (schema.type === undefined) return;
  rewritten['nullable'] = true;
  if (schema.enum && !schema.enum.includes(null)) rewritten['enum'] = [...schema.enum, null];
}
