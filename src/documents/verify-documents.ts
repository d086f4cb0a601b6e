import type { JsonObject } from '../../openapi/json.js';
import type { Database } from '../db/database.js';
import { canonicalText, sha256 } from './canonical.js';
import { NO_BODY_HASH } from './stage.js';
import type { AuditFault } from './verify.js';
import type { Place } from './verify-rows.js';

/** A document beside the last audit row that speaks of it, both of one instant. */
interface Compared {
  kind: string;
  id: string;
  revision: number;
  state: string | null;
  body: string | JsonObject;
  chain: string;
  sequence: number | null;
  audited_revision: number | null;
  to_state: string | null;
  body_hash: string | null;
}

const PAGE = 200;

/** Pages of documents, all or those of one chain, and what of them differs from their audit. */
export async function* documentFaults(
  database: Database,
  chain: string | undefined,
): AsyncGenerator<{ documents: number; faults: AuditFault[] }> {
  let after = { kind: '', id: '' };
  for (;;) {
    const rows = await comparedAfter(database, after, chain);
    const last = rows.at(-1);
    if (!last) return;
    yield { documents: rows.length, faults: rows.flatMap(faultOf) };
    after = last;
  }
}

/**
 * Documents that a row between two places speaks of last, as being there, and that are not there.
 */
export async function lostDocuments(
  database: Database,
  after: Place | undefined,
  last: Place,
): Promise<AuditFault[]> {
  const rows = await database.query<Omit<AuditFault, 'message'>>(
    `SELECT a.chain, a.sequence, a.kind, a.id FROM audit a
      WHERE (a.chain, a.sequence) > ($1, $2) AND (a.chain, a.sequence) <= ($3, $4)
        AND a.body_hash <> $5
        AND NOT EXISTS (SELECT 1 FROM document d WHERE d.kind = a.kind AND d.id = a.id)
        AND NOT EXISTS (SELECT 1 FROM audit b WHERE b.chain = a.chain AND b.sequence > a.sequence
          AND b.kind = a.kind AND b.id = a.id)
      ORDER BY a.chain, a.sequence`,
    [after?.chain ?? '', after?.sequence ?? 0, last.chain, last.sequence, NO_BODY_HASH],
  );
  return rows.map((row) => ({
    ...row,
    message: 'The document is gone without a row that says so',
  }));
}

function comparedAfter(
  database: Database,
  after: { kind: string; id: string },
  chain: string | undefined,
): Promise<Compared[]> {
  const ofChain = '(d.journey = $3 OR (d.journey IS NULL AND d.id = $3))';
  return database.query<Compared>(
    `SELECT d.kind, d.id, d.revision, d.state, d.body, coalesce(d.journey, d.id) AS chain,
        a.sequence, a.revision AS audited_revision, a.to_state, a.body_hash
      FROM document d LEFT JOIN audit a ON a.chain = coalesce(d.journey, d.id) AND a.sequence =
        (SELECT max(b.sequence) FROM audit b
          WHERE b.chain = coalesce(d.journey, d.id) AND b.kind = d.kind AND b.id = d.id)
      WHERE (d.id, d.kind) > ($1, $2) ${chain === undefined ? '' : `AND ${ofChain}`}
      ORDER BY d.id, d.kind LIMIT ${PAGE}`,
    chain === undefined ? [after.id, after.kind] : [after.id, after.kind, chain],
  );
}

function faultOf(row: Compared): AuditFault[] {
  const { chain, sequence, kind, id } = row;
  const message = differenceOf(row);
  return message === undefined ? [] : [{ chain, sequence, kind, id, message }];
}

function differenceOf(row: Compared): string | undefined {
  if (row.sequence === null) return 'No row speaks of this document';
  if (row.revision !== row.audited_revision)
    return `The document has revision ${row.revision}, its last row says ${row.audited_revision}`;
  if (row.state !== row.to_state)
    return `The document is in state ${row.state}, its last row says ${row.to_state}`;
  const body = typeof row.body === 'string' ? (JSON.parse(row.body) as JsonObject) : row.body;
  return sha256(canonicalText(body)) === row.body_hash
    ? undefined
    : 'The body is not the one whose hash its last row holds';
}
