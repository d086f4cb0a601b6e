import type { JsonObject } from '../../../openapi/json.js';
import { Refusal } from '../../errors.js';
import type { Fault } from '../../errors.js';
import type { ServedApi } from '../contract/served-api.js';
import { fillMissingTypes } from '../contract/missing-types.js';

/** Refusal `contractViolation` unless the body is a JSON object. */
export function requireObject(body: unknown): JsonObject {
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as JsonObject;
  throw new Refusal('contractViolation', [
    { pointer: '', message: 'the body must be an object', rule: 'type' },
  ]);
}

/**
 * The faults of a body against the contract. A missing `@type` that the contract leaves no choice
 * about is filled in first, in the body itself.
 */
export async function faultsIn(
  api: ServedApi,
  key: string,
  body: JsonObject,
  values: number,
): Promise<Fault[]> {
  const faults = await api.checker.faults(key, { body }, values);
  const schema = api.bodySchema(key);
  if (faults.length === 0 || !schema) return faults;
  if (!fillMissingTypes(api.document(), schema, body, faults)) return faults;
  return api.checker.faults(key, { body }, values);
}
