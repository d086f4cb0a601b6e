import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import type { OpenApiDocument, Schema } from '../../apis/openapi.js';
import { nameOf } from '../../apis/openapi.js';
import type { Fault } from '../../errors.js';
import { membersByType } from './dispatch.js';

/**
 * Fills in the `@type` of objects that lack it, where the schema leaves only one class (v5 requires
 * it of every object, and clients forget it). `faults` are those of the check. True when something
 * was filled in, so that a second check is worth it.
 */
export function fillMissingTypes(
  document: OpenApiDocument,
  schema: Schema,
  body: JsonObject,
  faults: readonly Fault[],
): boolean {
  let filled = false;
  for (const { pointer, rule } of faults) {
    if (rule !== 'required' || !pointer.endsWith('/@type')) continue;
    const path = pointer.split('/').slice(1, -1).map(unescape);
    const found = follow(document, schema, body, path);
    if (found?.className === undefined) continue;
    found.object['@type'] = found.className;
    filled = true;
  }
  return filled;
}

interface Place {
  readonly schema: Schema;
  readonly value: JsonValue | undefined;
  /** The class that the schema names, if it is one and no choice. */
  readonly className: string | undefined;
}

function follow(
  document: OpenApiDocument,
  schema: Schema,
  body: JsonObject,
  path: readonly string[],
): { object: JsonObject; className: string | undefined } | undefined {
  let place = look(document, schema, body);
  for (const segment of path) {
    const next = step(document, place, segment);
    if (!next) return undefined;
    place = next;
  }
  const { value, className } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return { object: value, className };
}

function step(document: OpenApiDocument, place: Place, segment: string): Place | undefined {
  const { schema, value } = place;
  if (Array.isArray(value)) {
    return schema.items && look(document, schema.items, value[Number(segment)]);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const property = propertyOf(document, schema, segment);
  return property && look(document, property, value[segment]);
}

/** Through `$ref`, and through a choice by the `@type` that the value has. */
function look(document: OpenApiDocument, schema: Schema, value: JsonValue | undefined): Place {
  let current = schema;
  let name: string | undefined;
  for (let hops = 0; hops < 16; hops++) {
    const ref = current.$ref ?? chosen(current, value);
    if (ref === undefined) break;
    name = nameOf(ref);
    current = document.components?.schemas?.[name] ?? {};
  }
  const isChoice = current.oneOf !== undefined || current.anyOf !== undefined;
  const className = isChoice ? undefined : name?.replace(/_(FVO|MVO|RES|Create|Update)$/g, '');
  return { schema: current, value, className };
}

function chosen(schema: Schema, value: JsonValue | undefined): string | undefined {
  const choices = schema.oneOf ?? schema.anyOf;
  if (!choices || !schema.discriminator) return undefined;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return membersByType(choices, schema.discriminator)[String(value['@type'])];
}

function propertyOf(document: OpenApiDocument, schema: Schema, name: string): Schema | undefined {
  if (schema.$ref !== undefined) {
    return propertyOf(document, look(document, schema, undefined).schema, name);
  }
  const own = schema.properties?.[name];
  if (own) return own;
  for (const member of schema.allOf ?? []) {
    const inherited = propertyOf(document, member, name);
    if (inherited) return inherited;
  }
  return undefined;
}

function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~');
}
