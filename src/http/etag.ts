import type { Request } from 'express';
import type { StoredDocument } from '../documents/document.js';
import { Refusal } from '../errors.js';

/** The ETag (RFC 9110) of a document as it is now. */
export function etagOf(document: StoredDocument): string {
  return `"${document.revision}"`;
}

/** Refusal `preconditionFailed` when If-Match names other revisions than the present one. */
export function requireMatch(request: Request, document: StoredDocument): void {
  const condition = request.headers['if-match'];
  if (condition === undefined || names(condition, document)) return;
  throw new Refusal(
    'preconditionFailed',
    `If-Match is ${condition} and the document is at ${etagOf(document)}`,
    { ETag: etagOf(document) },
  );
}

/** True when If-None-Match names the present revision: the client has it already. */
export function isKnown(request: Request, document: StoredDocument): boolean {
  const condition = request.headers['if-none-match'];
  return condition !== undefined && names(condition, document);
}

/** A proxy may have made a tag weak; the revision is what counts. */
function names(condition: string, document: StoredDocument): boolean {
  const tags = condition.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etagOf(document));
}
