import type { Database } from '../db/database.js';
import { compilePage, compileTotal, type Asked } from '../db/query-compiler.js';
import type { Query } from '../tmf630/query.js';
import type { IndexedPaths } from './attributes.js';
import { readMany, type Session } from './reads.js';
import type { Documents, Page } from './reader.js';
import {
  AUDIT_COLUMNS,
  DOCUMENT_COLUMNS,
  toAuditRow,
  toDocument,
  type AuditTableRow,
  type DocumentRow,
} from './rows.js';
import { isStorable } from './storable.js';

/** Reads what is committed, each call by itself. */
export function createDocuments(
  database: Database,
  settings: { readonly indexedPaths: IndexedPaths },
): Documents {
  const session: Session = { statements: database, dialect: database.dialect };
  return {
    get: async (kind, id) =>
      isStorable(id) ? (await readMany(session, kind, [id]))[0] : undefined,
    list: (kind, query) => list(database, { kind, query, indexed: settings.indexedPaths(kind) }),
    ofJourney: async (journey) => {
      if (!isStorable(journey)) return [];
      const rows = await database.query<DocumentRow>(
        `SELECT ${DOCUMENT_COLUMNS} FROM document d WHERE d.journey = $1 ORDER BY d.created_at, d.id`,
        [journey],
      );
      return rows.map(toDocument);
    },
    journeyOf: async (id) => {
      if (!isStorable(id)) return undefined;
      const [row] = await database.query<{ journey: string }>(
        'SELECT journey FROM document WHERE id = $1 AND journey IS NOT NULL LIMIT 1',
        [id],
      );
      return row?.journey;
    },
    audit: async (chain) => {
      if (!isStorable(chain)) return [];
      const rows = await database.query<AuditTableRow>(
        `SELECT ${AUDIT_COLUMNS} FROM audit WHERE chain = $1 ORDER BY sequence`,
        [chain],
      );
      return rows.map(toAuditRow);
    },
  };
}

async function list(database: Database, asked: Asked): Promise<Page> {
  const page = compilePage(database.dialect, DOCUMENT_COLUMNS, asked);
  const documents = (await database.query<DocumentRow>(page.sql, page.values)).map(toDocument);
  const total = knownTotal(asked.query, documents.length) ?? (await countAll(database, asked));
  return { documents, total };
}

/** A page that is not full ends the list; then nothing needs to be counted. */
function knownTotal({ offset, limit }: Query, found: number): number | undefined {
  const isLast = found < limit && (found > 0 || offset === 0);
  return isLast ? offset + found : undefined;
}

async function countAll(database: Database, asked: Asked): Promise<number> {
  const total = compileTotal(database.dialect, asked);
  const [row] = await database.query<{ total: number }>(total.sql, total.values);
  return row?.total ?? 0;
}
