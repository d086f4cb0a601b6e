import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * Kinds that a client names by an external id of its own: a second POST with the same one is a
 * re-post, not a second order.
 */
const REPOSTED: ReadonlySet<string> = new Set(['productOrder', 'serviceOrder', 'resourceOrder']);

/**
 * What tells a re-post from a new order: the non-empty `externalId` of a canonical body, a text or
 * a list of ExternalIdentifier; undefined when the client gave none or the kind does not work so.
 */
export function repostKey(kind: string, body: JsonObject): string | undefined {
  if (!REPOSTED.has(kind)) return undefined;
  const parts = identifiers(body['externalId']);
  return parts.length > 0 ? JSON.stringify(parts) : undefined;
}

function identifiers(value: JsonValue | undefined): JsonValue[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (!Array.isArray(value)) return [];
  return value.flatMap((identifier) => {
    if (identifier === null || typeof identifier !== 'object' || Array.isArray(identifier))
      return [];
    const { id, owner, externalIdentifierType } = identifier;
    return id ? [[id, owner ?? null, externalIdentifierType ?? null]] : [];
  });
}
