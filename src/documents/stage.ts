import type { JsonObject } from '../../openapi/json.js';
import { Refusal } from '../errors.js';
import { canonicalBody, canonicalInner, canonicalText, sha256 } from './canonical.js';
import type { DocumentChange, Motive, NewDocument, StoredDocument } from './document.js';
import { reversePatch } from './reverse-patch.js';
import { chainOf, textOf, type Staging } from './staging.js';
import { isStorable, refuseUnstorable, storableText } from './storable.js';
import type { UnitSettings } from './unit-settings.js';

/** Who writes, and when: the same for all that a unit writes. */
export interface Writer {
  readonly actor: string;
  readonly now: Date;
  readonly settings: UnitSettings;
}

/** One of the two is always there. */
type Step =
  | { readonly before?: StoredDocument; readonly after: StoredDocument }
  | { readonly before: StoredDocument; readonly after?: never };

/** What `NewDocument.journey` says for a document that begins a journey: its own id. */
export const SELF = 'self';

/** SHA-256 of no body: what is left after a removal. */
export const NO_BODY_HASH = sha256('null');

/** Stages a new document; a Refusal `duplicate` when this unit has one of its id. */
export function stageNew(
  staging: Staging,
  writer: Writer,
  given: NewDocument,
  motive: Motive,
): StoredDocument {
  const { kind, id = writer.settings.newId() } = given;
  if (!isStorable(id))
    throw new Refusal('contractViolation', [
      { pointer: '/id', message: 'This id cannot be stored' },
    ]);
  if (staging.find(kind, id)) throw new Refusal('duplicate', `There is a ${kind} ${id} already`);
  const at = writer.now.toISOString();
  const href = writer.settings.hrefOf(kind, id, given.parent ?? null);
  const document: StoredDocument = Object.freeze({
    kind,
    id,
    revision: 1,
    ...placeOf(given, id),
    body: bodyOf(writer, kind, { ...given.body, id, href }),
    inner: innerOf(given.inner ?? {}),
    createdAt: at,
    updatedAt: at,
  });
  staging.add(document, given.id !== undefined);
  note(staging, writer, { after: document }, motive);
  return document;
}

const placeOf = ({ state, journey, parent, part }: NewDocument, id: string) => ({
  state: state ?? null,
  journey: journey === SELF ? id : (journey ?? null),
  parent: parent ?? null,
  part: part ?? null,
});

/** Stages a change. Throws unless `document` is as this unit answered it last. */
export function stageChange(
  staging: Staging,
  writer: Writer,
  document: StoredDocument,
  change: DocumentChange,
  motive: Motive,
): StoredDocument {
  const { id, kind } = document;
  const next: StoredDocument = Object.freeze({
    ...document,
    revision: document.revision + 1,
    state: change.state === undefined ? document.state : change.state,
    body: change.body
      ? bodyOf(writer, kind, { ...change.body, id, href: document.body['href'] })
      : document.body,
    inner: change.inner ? innerOf(change.inner) : document.inner,
    updatedAt: writer.now.toISOString(),
  });
  staging.replace(document, next);
  note(staging, writer, { before: document, after: next }, motive);
  return next;
}

/** Stages a removal. Throws unless `document` is as this unit answered it last. */
export function stageRemoval(
  staging: Staging,
  writer: Writer,
  document: StoredDocument,
  motive: Motive,
): void {
  staging.replace(document, undefined);
  note(staging, writer, { before: document }, motive);
}

/** Writes down what happened, for the audit. */
function note(staging: Staging, writer: Writer, { before, after }: Step, motive: Motive): void {
  const { kind, id, journey, revision } = after ?? before;
  staging.audit.push({
    chain: chainOf({ id, journey }),
    kind,
    id,
    revision: after ? revision : revision + 1,
    action: motive.action,
    fromState: before?.state ?? null,
    toState: after?.state ?? null,
    actor: storableText(writer.actor),
    reason: motive.reason === undefined ? null : storableText(motive.reason),
    at: writer.now.toISOString(),
    undo: undoOf(before, after),
    bodyHash: after ? bodyHash(after.body) : NO_BODY_HASH,
  });
}

function undoOf(
  before: StoredDocument | undefined,
  after: StoredDocument | undefined,
): JsonObject | null {
  if (!before) return null;
  return canonicalInner(after ? reversePatch(before.body, after.body) : before.body);
}

function bodyOf(writer: Writer, kind: string, given: JsonObject): JsonObject {
  const stamped = writer.settings.lastModified?.(kind) ?? ('lastUpdate' in given && 'lastUpdate');
  const body = canonicalBody(stamped ? { ...given, [stamped]: writer.now.toISOString() } : given);
  const text = textOf(body);
  refuseUnstorable(body, text);
  hashes.set(body, sha256(text));
  return body;
}

function innerOf(given: JsonObject): JsonObject {
  const inner = canonicalInner(given);
  refuseUnstorable(inner, textOf(inner));
  return inner;
}

const hashes = new WeakMap<JsonObject, string>();

/** A body that came from the database may have its keys in another order. */
const bodyHash = (body: JsonObject): string => hashes.get(body) ?? sha256(canonicalText(body));
