import type { Columns } from '../db/given-rows.js';
import { insertRows } from '../db/given-rows.js';
import { linkChains } from './audit-chain.js';
import type { AuditRow } from './document.js';
import { lockJourneys } from './lock.js';
import { readHeads, type Session } from './reads.js';
import type { Staging } from './staging.js';

const COLUMNS: Columns = {
  chain: 'text',
  sequence: 'integer',
  kind: 'text',
  id: 'text',
  revision: 'integer',
  action: 'text',
  from_state: 'text',
  to_state: 'text',
  actor: 'text',
  reason: 'text',
  at: 'text',
  undo: 'text',
  body_hash: 'text',
  hash: 'text',
};

/**
 * Appends the staged audit entries to their chains. Chains whose last row the unit does not know
 * are locked and read first, in one statement each.
 */
export async function writeAudit(session: Session, staging: Staging): Promise<void> {
  if (staging.audit.length === 0) return;
  const unknown = staging.unknownChains();
  if (unknown.length > 0) {
    const [, heads] = await Promise.all([
      lockJourneys(session, unknown),
      readHeads(session, unknown),
    ]);
    staging.learnHeads(heads);
  }
  const rows = linkChains(staging.audit, staging.heads);
  await insertRows(session, 'audit', COLUMNS, rows.map(valuesOf));
}

const valuesOf = (row: AuditRow) => [
  row.chain,
  row.sequence,
  row.kind,
  row.id,
  row.revision,
  row.action,
  row.fromState,
  row.toState,
  row.actor,
  row.reason,
  row.at,
  row.undo === null ? null : JSON.stringify(row.undo),
  row.bodyHash,
  row.hash,
];
