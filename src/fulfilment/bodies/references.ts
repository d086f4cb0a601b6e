import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Characteristic, Node } from '../model.js';

/**
 * A reference to a stored document as TMF APIs write it: `@type` is the reference's class,
 * `@referredType` the document's.
 */
export function refTo(document: StoredDocument, type: string, name?: string): JsonObject {
  return {
    id: document.id,
    href: document.body['href'] ?? '',
    ...(name !== undefined && { name }),
    '@type': `${type}Ref`,
    '@referredType': type,
  };
}

/** A reference to the specification that a node was made from, pinned to its version. */
export function specificationRef(node: Node, type: string): JsonObject {
  const { id, name, version } = node.specification;
  return {
    id,
    name,
    ...(version !== '' && { version }),
    '@type': `${type}Ref`,
    '@referredType': type,
  };
}

/** Characteristics as v5 writes them (TMF638 v5 and siblings): the class says what the value is. */
export function characteristicsV5(values: readonly Characteristic[]): JsonObject[] {
  return values.map(({ name, value }) => ({
    name,
    value: value as JsonValue,
    '@type': `${classOf(value)}Characteristic`,
  }));
}

/** Characteristics as v4 writes them (TMF641 v4 and siblings). */
export function characteristicsV4(values: readonly Characteristic[]): JsonObject[] {
  return values.map(({ name, value }) => ({
    name,
    value: value as JsonValue,
    valueType: classOf(value).toLowerCase(),
  }));
}

/** Puts values over others of the same name; new ones go last. */
export function mergeCharacteristics(
  present: readonly Characteristic[],
  brought: readonly Characteristic[],
): Characteristic[] {
  const byName = new Map(present.map((c) => [c.name, c.value]));
  for (const { name, value } of brought) byName.set(name, value);
  return [...byName].map(([name, value]) => ({ name, value }));
}

/** Reads characteristics of either version. */
export function readCharacteristics(list: JsonValue | undefined): Characteristic[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item) => {
    const { name, value } = item as { name?: string; value?: unknown };
    return typeof name === 'string' ? [{ name, value }] : [];
  });
}

function classOf(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Number';
  if (typeof value === 'boolean') return 'Boolean';
  return typeof value === 'object' && value !== null ? 'Object' : 'String';
}
