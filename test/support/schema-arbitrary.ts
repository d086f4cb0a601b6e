import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { EXTENSION, scalar, typeName } from './schema-scalars.js';
import type { SchemaDocument } from './schema-validator.js';

/** What a schema alone does not say about the documents to be made. */
export interface Wishes {
  /** Values for one attribute of one class, in place of what its schema would give. */
  readonly values?: (schema: string, attribute: string) => fc.Arbitrary<JsonValue> | undefined;
  /** Attributes that are always there, lists never empty, though the schema lets them be. */
  readonly always?: (schema: string, attribute: string) => boolean;
  /** Attributes of a class that its schema does not list. */
  readonly more?: (schema: string) => Readonly<Record<string, fc.Arbitrary<JsonValue>>>;
  /** How deep optional objects may stand in one another. */
  readonly depth?: number;
}

type Schema = JsonObject & {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: JsonValue[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
  allOf?: Schema[];
  oneOf?: Schema[];
  discriminator?: { mapping?: Record<string, string> };
};

/**
 * Documents that are valid against schema `name` of an OpenAPI 3.0 document: references followed
 * down to a bound, enumerations, formats, lists, classes chosen by `@type`, attributes left out,
 * attributes that no schema knows.
 */
export function documentsOf(
  document: SchemaDocument,
  name: string,
  wishes: Wishes = {},
): fc.Arbitrary<JsonObject> {
  return new Maker(document, wishes).objectNamed(name, wishes.depth ?? 4);
}

const LONGEST_LIST = 2;

class Maker {
  private readonly made = new Map<string, fc.Arbitrary<JsonObject>>();

  constructor(
    private readonly document: SchemaDocument,
    private readonly wishes: Wishes,
  ) {}

  objectNamed(name: string, depth: number, type?: string): fc.Arbitrary<JsonObject> {
    const key = `${name} ${depth} ${type}`;
    let arbitrary = this.made.get(key);
    if (!arbitrary) {
      arbitrary = this.makeNamed(name, depth, type);
      this.made.set(key, arbitrary);
    }
    return arbitrary;
  }

  private makeNamed(name: string, depth: number, type: string | undefined) {
    const schema = this.schema(name);
    const members = schema.oneOf && schema.discriminator?.mapping;
    if (!members) return this.object(name, schema, depth, type);
    const choices = Object.entries(members)
      .filter(([one, ref]) => allowsType(this.schema(nameIn(ref)), one))
      .map(([one, ref]) => this.objectNamed(nameIn(ref), depth, one));
    return fc.oneof(...choices);
  }

  private object(name: string, schema: Schema, depth: number, type: string | undefined) {
    const parts: Record<string, fc.Arbitrary<JsonValue>> = { ...this.wishes.more?.(name) };
    const requiredKeys: string[] = [];
    for (const [attribute, property] of Object.entries(schema.properties ?? {})) {
      const isAlways = this.isAlways(name, schema, attribute);
      if (!isAlways && depth <= 0 && this.holdsObjects(property)) continue;
      if (isAlways) requiredKeys.push(attribute);
      parts[attribute] = this.attribute(name, attribute, property, depth);
    }
    if (type !== undefined) {
      parts['@type'] = fc.constant(type);
      requiredKeys.push('@type');
    }
    const known = fc.record(parts, { requiredKeys, noNullPrototype: true });
    return fc
      .tuple(known, EXTENSION)
      .map(([attributes, extension]): JsonObject => ({ ...attributes, ...extension }));
  }

  private isAlways(name: string, schema: Schema, attribute: string): boolean {
    return schema.required?.includes(attribute) === true || this.isWished(name, attribute);
  }

  private isWished(name: string, attribute: string): boolean {
    return this.wishes.always?.(name, attribute) === true;
  }

  private attribute(name: string, attribute: string, property: Schema, depth: number) {
    const values = this.wishes.values?.(name, attribute);
    if (values) return values;
    if (attribute === '@type' && property.enum === undefined) return typeName(name);
    const wished = this.isWished(name, attribute) ? { minItems: 1, ...property } : property;
    return this.value(wished, depth);
  }

  private value(described: Schema, depth: number): fc.Arbitrary<JsonValue> {
    const schema = undescribed(described);
    if (schema.enum) return fc.constantFrom(...schema.enum);
    if (schema.$ref !== undefined) return this.referred(schema.$ref, depth);
    if (schema.type !== 'array') return scalar(schema.type, schema.format);
    const minLength = schema.minItems ?? 0;
    const maxLength = Math.max(minLength, LONGEST_LIST);
    return fc.array(this.value(schema.items ?? {}, depth), { minLength, maxLength });
  }

  private referred(ref: string, depth: number): fc.Arbitrary<JsonValue> {
    const name = nameIn(ref);
    const schema = this.schema(name);
    return this.isObject(schema) ? this.objectNamed(name, depth - 1) : this.value(schema, depth);
  }

  private holdsObjects(described: Schema): boolean {
    const schema = undescribed(described);
    if (schema.type === 'array') return this.holdsObjects(schema.items ?? {});
    return schema.$ref !== undefined && this.isObject(this.schema(nameIn(schema.$ref)));
  }

  private isObject(schema: Schema): boolean {
    return schema.properties !== undefined || schema.oneOf !== undefined;
  }

  private schema(name: string): Schema {
    const schema = this.document.components.schemas[name];
    if (!schema) throw new Error(`no schema ${name}`);
    return schema as Schema;
  }
}

/** A reference is wrapped in an `allOf` of one where a description stands beside it. */
function undescribed(schema: Schema): Schema {
  const [only, ...others] = schema.allOf ?? [];
  return only && others.length === 0 ? only : schema;
}

function nameIn(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/**
 * A class that a discriminator lists, but whose own schema refuses that `@type`, has no valid
 * documents.
 */
function allowsType(schema: Schema, type: string): boolean {
  const allowed = schema.properties?.['@type']?.enum;
  return allowed === undefined || allowed.includes(type);
}
