import type { JsonObject } from '../../../openapi/json.js';
import { repostKey } from '../../apis/reposts.js';
import { canonicalText, sha256 } from '../../documents/canonical.js';
import type { StoredDocument } from '../../documents/document.js';
import { recall, remember } from '../../documents/idempotency.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import type { Call } from './call.js';

/** By what a second POST of the same is known. */
export interface RequestKey {
  readonly scope: string;
  readonly key: string;
  /** Of what was asked; another one under the same key is a mistake. */
  readonly hash: string;
  /** Where the client put the key: a header, or `externalId`. */
  readonly from: 'header' | 'body';
}

const LONGEST_KEY = 255;
const externalIds = (kind: string) => `externalId ${kind}`;

/**
 * The keys of a POST: its `Idempotency-Key`, and for orders the client's own `externalId`. Usually
 * none, and then nothing is hashed. Refusal `contractViolation` for a key that is empty or longer
 * than 255 characters.
 */
export function keysOf(call: Call, canonical: JsonObject): RequestKey[] {
  const { kind } = call.resource;
  const header = call.request.headers['idempotency-key'];
  const own = repostKey(kind, canonical);
  if (header === undefined && own === undefined) return [];
  const hash = sha256(`${kind} ${call.parent ?? ''} ${canonicalText(canonical)}`);
  const keys: RequestKey[] = [];
  if (header !== undefined) {
    const key = String(header);
    if (key === '' || key.length > LONGEST_KEY) {
      throw new Refusal(
        'contractViolation',
        `Idempotency-Key must be 1 to ${LONGEST_KEY} characters`,
      );
    }
    keys.push({ scope: `Idempotency-Key ${call.caller.actor}`, key, hash, from: 'header' });
  }
  if (own !== undefined)
    keys.push({ scope: externalIds(kind), key: sha256(own), hash, from: 'body' });
  return keys;
}

/**
 * What the first request with one of the keys made. Refusal `idempotencyMismatch` or `duplicate`
 * when it was another request.
 */
export async function firstAnswer(
  unit: Unit,
  keys: readonly RequestKey[],
): Promise<StoredDocument | undefined> {
  for (const { scope, key, hash, from } of keys) {
    try {
      const first = await recall(unit, scope, key, hash);
      if (first) return first;
    } catch (error) {
      const isOther = error instanceof Refusal && error.kind === 'idempotencyMismatch';
      if (!isOther || from === 'header') throw error;
      const message = 'another request was made with this externalId';
      throw new Refusal('duplicate', [{ pointer: '/externalId', message }]);
    }
  }
  return undefined;
}

/** Notes what a request made under its keys, in the same transaction. */
export async function keepAnswer(
  unit: Unit,
  keys: readonly RequestKey[],
  document: StoredDocument,
): Promise<void> {
  for (const { scope, key, hash } of keys) await remember(unit, scope, key, hash, document);
}

/** After a removal the client may use its externalId again. */
export async function freeExternalId(unit: Unit, removed: StoredDocument): Promise<void> {
  const own = repostKey(removed.kind, removed.body);
  if (own === undefined) return;
  await unit.query('DELETE FROM idempotency WHERE scope = $1 AND key = $2 AND document_id = $3', [
    externalIds(removed.kind),
    sha256(own),
    removed.id,
  ]);
}
