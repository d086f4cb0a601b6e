import { Refusal } from '../errors.js';
import { Conflict } from './conflict.js';
import type { StoredDocument } from './document.js';
import type { Unit } from './unit.js';

/**
 * The document that the first request with this key made; undefined when there was none. A Refusal
 * `idempotencyMismatch` when that request was another one (its hash differs), `conflict` when the
 * document is gone.
 */
export async function recall(
  unit: Unit,
  scope: string,
  key: string,
  requestHash: string,
): Promise<StoredDocument | undefined> {
  const [first] = await unit.query<{ request_hash: string; kind: string; document_id: string }>(
    'SELECT request_hash, kind, document_id FROM idempotency WHERE scope = $1 AND key = $2',
    [scope, key],
  );
  if (!first) return undefined;
  if (first.request_hash !== requestHash) throw new Refusal('idempotencyMismatch');
  const document = await unit.get(first.kind, first.document_id);
  if (document) return document;
  throw new Refusal(
    'conflict',
    `What was made with this key is gone: ${first.kind} ${first.document_id}`,
  );
}

/**
 * Notes which document a request made. Of two requests with one key that run at the same time the
 * second waits for the first to commit, then its work runs again and `recall` finds the document.
 */
export async function remember(
  unit: Unit,
  scope: string,
  key: string,
  requestHash: string,
  document: StoredDocument,
): Promise<void> {
  const noted = await unit.query(
    `INSERT INTO idempotency(scope, key, request_hash, kind, document_id, created_at)
      VALUES($1, $2, $3, $4, $5, $6) ON CONFLICT (scope, key) DO NOTHING RETURNING key`,
    [scope, key, requestHash, document.kind, document.id, unit.now.toISOString()],
  );
  if (noted.length === 0) throw new Conflict('a request with the same key');
}
