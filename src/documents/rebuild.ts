import type { JsonObject } from '../../openapi/json.js';
import { mergePatch } from '../tmf630/merge-patch.js';
import type { Documents } from './reader.js';

/**
 * The body of a document as it was at a past revision, by way of its present body and the undo of
 * every audit row since. Undefined when it never had this revision, or was removed by it.
 */
export async function rebuild(
  documents: Documents,
  chain: string,
  kind: string,
  id: string,
  revision: number,
): Promise<JsonObject | undefined> {
  const [document, rows] = await Promise.all([documents.get(kind, id), documents.audit(chain)]);
  let body = document?.body;
  for (const row of rows.reverse()) {
    if (row.kind !== kind || row.id !== id) continue;
    if (row.revision === revision) return body;
    if (row.undo === null) return undefined;
    body = body ? mergePatch(body, row.undo) : row.undo;
  }
  return undefined;
}
