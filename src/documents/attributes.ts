import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { indexValue } from '../db/index-value.js';
import { isStorable } from './storable.js';

/** Which attribute paths of a kind are found by an index: `productOrderItem.product.id`. */
export type IndexedPaths = (kind: string) => readonly string[];

/** One row of the side table for indexed attributes. */
export interface Attribute {
  readonly path: string;
  readonly value: string;
}

/**
 * The indexed attributes of a body, each once. Only texts: a path whose values are numbers does not
 * belong in the index.
 */
export function attributesOf(paths: readonly string[], body: JsonObject): Attribute[] {
  return paths.flatMap((path) => {
    const values = new Set<string>();
    textsAt(body, path.split('.'), 0, values);
    return [...values].map((value) => ({ path, value }));
  });
}

/** Follows a path through objects and the items of arrays. */
function textsAt(
  value: JsonValue | undefined,
  path: readonly string[],
  depth: number,
  found: Set<string>,
): void {
  if (Array.isArray(value)) {
    for (const item of value) textsAt(item, path, depth, found);
    return;
  }
  const name = path[depth];
  if (name === undefined) {
    if (typeof value === 'string' && isStorable(value)) found.add(indexValue(value));
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, name)) {
    textsAt(value[name], path, depth + 1, found);
  }
}
