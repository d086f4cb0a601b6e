import type { JsonObject } from '../../openapi/json.js';
import type { StoredDocument } from './document.js';
import type { Unit } from './unit.js';

/**
 * A new document of a kind that has no behaviour of its own; the client's id is kept where it gave
 * one.
 */
export function createDocument(unit: Unit, kind: string, given: JsonObject): StoredDocument {
  const { id, ...body } = given;
  return unit.create({ kind, body, ...(typeof id === 'string' && { id }) }, { action: 'create' });
}

/** The document with `next` as its body; `document` as this unit answered it last. */
export const patchDocument = (
  unit: Unit,
  document: StoredDocument,
  next: JsonObject,
): StoredDocument => unit.change(document, { body: next }, { action: 'patch' });

/** Removes the document; its audit stays. */
export const deleteDocument = (unit: Unit, document: StoredDocument): void =>
  unit.remove(document, { action: 'delete' });
