import type { JsonObject } from '../../openapi/json.js';
import type { AuditRow, StoredDocument } from './document.js';
import { frozen } from './canonical.js';

/** A row of `document`, as the driver answers it: JSON as text on SQLite, parsed on PostgreSQL. */
export interface DocumentRow {
  kind: string;
  id: string;
  revision: number;
  state: string | null;
  journey: string | null;
  parent: string | null;
  part: string | null;
  body: string | JsonObject;
  inner: string | JsonObject;
  created_at: string;
  updated_at: string;
}

/** A row of `audit`. */
export interface AuditTableRow {
  chain: string;
  sequence: number;
  kind: string;
  id: string;
  revision: number;
  action: string;
  from_state: string | null;
  to_state: string | null;
  actor: string;
  reason: string | null;
  at: string;
  undo: string | null;
  body_hash: string;
  hash: string;
}

/** The columns of `document` for a SELECT; `inner` is a word of SQL. */
export const DOCUMENT_COLUMNS =
  'd.kind, d.id, d.revision, d.state, d.journey, d.parent, d.part, d.body, d."inner", d.created_at, d.updated_at';

/** The columns of `audit` for a SELECT. */
export const AUDIT_COLUMNS =
  'chain, sequence, kind, id, revision, action, from_state, to_state, actor, reason, at, undo, body_hash, hash';

/** A document as it was stored; its JSON is frozen. */
export function toDocument(row: DocumentRow): StoredDocument {
  return {
    kind: row.kind,
    id: row.id,
    revision: row.revision,
    state: row.state,
    journey: row.journey,
    parent: row.parent,
    part: row.part,
    body: parsed(row.body),
    inner: parsed(row.inner),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** An audit row as it was stored. */
export function toAuditRow(row: AuditTableRow): AuditRow {
  return {
    chain: row.chain,
    sequence: row.sequence,
    kind: row.kind,
    id: row.id,
    revision: row.revision,
    action: row.action,
    fromState: row.from_state,
    toState: row.to_state,
    actor: row.actor,
    reason: row.reason,
    at: row.at,
    undo: row.undo === null ? null : (JSON.parse(row.undo) as JsonObject),
    bodyHash: row.body_hash,
    hash: row.hash,
  };
}

const parsed = (json: string | JsonObject): JsonObject =>
  frozen(typeof json === 'string' ? (JSON.parse(json) as JsonObject) : json);
