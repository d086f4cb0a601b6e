import { apply } from 'json-merge-patch';
import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { Refusal, type Fault } from '../errors.js';

/** The kinds of patch that a document can be changed by. */
export type PatchKind = 'merge';

/** Names that mean something to JavaScript: the library stops at them or fails. */
const UNSAFE_NAMES = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty']);

/**
 * The body with the patch applied (`merge`: RFC 7396); neither of them is changed. Refusal
 * `contractViolation` for names that no attribute has.
 */
export function applyPatch(kind: PatchKind, body: JsonObject, patch: JsonObject): JsonObject {
  const faults = unsafeNames(patch, '');
  if (faults.length > 0) throw new Refusal('contractViolation', faults);
  switch (kind) {
    case 'merge':
      return apply(structuredClone(body), structuredClone(patch)) as JsonObject;
    default:
      return kind satisfies never;
  }
}

function unsafeNames(value: JsonValue | undefined, pointer: string): Fault[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.keys(value).flatMap((name) => {
    const at = `${pointer}/${name}`;
    if (UNSAFE_NAMES.has(name)) return [{ pointer: at, message: `No attribute is named ${name}` }];
    return unsafeNames(value[name], at);
  });
}
