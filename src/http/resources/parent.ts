import type { StoredDocument } from '../../documents/document.js';
import { Refusal } from '../../errors.js';
import type { Call } from './call.js';

/**
 * Refusal `notFound` when the path is below a document that is not there. `source` is a unit or the
 * committed documents.
 */
export async function requireParent(
  source: { get(kind: string, id: string): Promise<StoredDocument | undefined> },
  { resource, parent }: Call,
): Promise<void> {
  if (!resource.parent || parent === null) return;
  const { kind } = resource.parent;
  if (await source.get(kind, parent)) return;
  throw new Refusal('notFound', `there is no ${kind} with the id "${parent}"`);
}
