import type { JsonObject } from '../../openapi/json.js';
import type { Dialect, Lens } from './dialect.js';
import type { Mapping } from './lens.js';

/**
 * The v4 dialect of `api`: a mapping for each resource it serves, and those that v5 calls
 * otherwise.
 */
export function v4Dialect(
  api: string,
  mappings: Readonly<Record<string, Mapping>>,
  names: Readonly<Record<string, string>> = {},
): Dialect {
  const mappingOf = (resource: string) =>
    Object.hasOwn(mappings, resource) ? mappings[resource] : undefined;
  return {
    api,
    version: 'v4',
    resources: Object.fromEntries(
      Object.entries(mappings).map(([resource, mapping]) => [resource, ofDocuments(mapping)]),
    ),
    names,
    path: (resource, path) => mappingOf(resource)?.path(path) ?? path,
    words: (resource, path, word) => mappingOf(resource)?.words(path, word) ?? [word],
  };
}

/** A document is an object in both versions, which the mapping's own type does not say. */
function ofDocuments(mapping: Mapping): Lens<JsonObject, JsonObject> {
  return mapping as unknown as Lens<JsonObject, JsonObject>;
}
