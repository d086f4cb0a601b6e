import type { Value } from '../db/database.js';
import { chunks, givenRows, insertRows, type Columns } from '../db/given-rows.js';
import { attributesOf, type IndexedPaths } from './attributes.js';
import type { StoredDocument } from './document.js';
import type { Session } from './reads.js';
import type { DocumentWrites } from './staging.js';

const COLUMNS: Columns = { kind: 'text', path: 'text', value: 'text', document_id: 'text' };

/** Brings the side table of indexed attributes in step, touching only rows that differ. */
export async function writeAttributes(
  session: Session,
  writes: DocumentWrites,
  indexedPaths: IndexedPaths,
): Promise<void> {
  const gone: Value[][] = [];
  const made: Value[][] = [];
  for (const { stored, current } of [...writes.created, ...writes.changed, ...writes.removed]) {
    if (stored?.body === current?.body) continue;
    const before = rowsOf(stored, indexedPaths);
    const after = rowsOf(current, indexedPaths);
    for (const [key, row] of before) if (!after.has(key)) gone.push(row);
    for (const [key, row] of after) if (!before.has(key)) made.push(row);
  }
  await Promise.all([deleteRows(session, gone), insertRows(session, 'attribute', COLUMNS, made)]);
}

function rowsOf(
  document: StoredDocument | undefined,
  indexedPaths: IndexedPaths,
): Map<string, Value[]> {
  const rows = new Map<string, Value[]>();
  if (!document) return rows;
  for (const { path, value } of attributesOf(indexedPaths(document.kind), document.body))
    rows.set(`${path}=${value}`, [document.kind, path, value, document.id]);
  return rows;
}

async function deleteRows(session: Session, rows: readonly Value[][]): Promise<void> {
  for (const some of chunks(rows)) {
    const given = givenRows(session.dialect, COLUMNS, some);
    await session.statements.query(
      `DELETE FROM attribute WHERE (kind, path, value, document_id) IN
        (SELECT kind, path, value, document_id FROM ${given.sql} AS g)`,
      given.values,
    );
  }
}
