import type { Dialect, Statements } from '../db/database.js';
import { rowsOfEach } from '../db/dialect.js';
import type { ChainHead } from './audit-chain.js';
import type { StoredDocument } from './document.js';
import { DOCUMENT_COLUMNS, toDocument, type DocumentRow } from './rows.js';

/** Where statements run: a transaction, or the database outside of one. */
export interface Session {
  readonly statements: Statements;
  readonly dialect: Dialect;
}

/** Documents of a kind that `readAll` answers at most. */
const ALL_LIMIT = 10_000;

/** Documents of kind `$1`, by the ids or the parents asked for. */
export const BY_ID = {
  table: 'document',
  alias: 'd',
  where: 'd.kind = $1 AND d.id = asked.value',
};
const BY_PARENT = { ...BY_ID, where: 'd.parent = asked.value AND d.kind = $1' };

/** Id and state of a part, without its body. */
export interface PartState {
  readonly id: string;
  readonly state: string | null;
  readonly part: string | null;
}

/** The documents of a kind that exist, in no order. */
export async function readMany(
  { statements, dialect }: Session,
  kind: string,
  ids: readonly string[],
): Promise<StoredDocument[]> {
  const rows = await statements.query<DocumentRow>(
    `SELECT ${DOCUMENT_COLUMNS} FROM ${rowsOfEach(dialect, '$2', BY_ID)}`,
    [kind, JSON.stringify(ids)],
  );
  return rows.map(toDocument);
}

/** As `readMany`, with the last row of the chain that audits each document. */
export async function readManyWithHeads(
  { statements, dialect }: Session,
  kind: string,
  ids: readonly string[],
): Promise<{ documents: StoredDocument[]; heads: Map<string, ChainHead> }> {
  const chain = 'coalesce(d.journey, d.id)';
  const rows = await statements.query<DocumentRow & HeadRow>(
    `SELECT ${DOCUMENT_COLUMNS}, ${chain} AS chain, ${headOf(chain)} AS head
      FROM ${rowsOfEach(dialect, '$2', BY_ID)}`,
    [kind, JSON.stringify(ids)],
  );
  return { documents: rows.map(toDocument), heads: toHeads(rows) };
}

/** The parts of these parents, of one kind, in no order. */
export async function readChildren(
  { statements, dialect }: Session,
  kind: string,
  parents: readonly string[],
): Promise<StoredDocument[]> {
  const rows = await statements.query<DocumentRow>(
    `SELECT ${DOCUMENT_COLUMNS} FROM ${rowsOfEach(dialect, '$2', BY_PARENT)}`,
    [kind, JSON.stringify(parents)],
  );
  return rows.map(toDocument);
}

/** As `readChildren`, without bodies; in the order in which they were made. */
export async function readChildStates(
  { statements }: Session,
  kind: string,
  parent: string,
): Promise<PartState[]> {
  const rows = await statements.query<PartState & { readonly at: string }>(
    'SELECT id, state, part, created_at AS at FROM document WHERE parent = $1 AND kind = $2',
    [parent, kind],
  );
  // Sorted here: asked to sort, SQLite walks every document of the kind instead of the parts.
  const inOrder = rows.sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1));
  return inOrder.map(({ id, state, part }) => ({ id, state, part }));
}

/** The documents of a kind in which an indexed attribute has this value as the index holds it. */
export async function readByAttribute(
  { statements }: Session,
  kind: string,
  path: string,
  value: string,
): Promise<StoredDocument[]> {
  const rows = await statements.query<DocumentRow>(
    `SELECT ${DOCUMENT_COLUMNS} FROM attribute a JOIN document d ON d.kind = a.kind AND d.id = a.document_id
      WHERE a.kind = $1 AND a.path = $2 AND a.value = $3`,
    [kind, path, value],
  );
  return rows.map(toDocument);
}

/** The documents of a kind, oldest first, 10,000 at most. */
export async function readAll({ statements }: Session, kind: string): Promise<StoredDocument[]> {
  const rows = await statements.query<DocumentRow>(
    `SELECT ${DOCUMENT_COLUMNS} FROM document d WHERE d.kind = $1
      ORDER BY d.created_at, d.id LIMIT ${ALL_LIMIT}`,
    [kind],
  );
  return rows.map(toDocument);
}

/** The last rows of these chains; chains without a row are left out. */
export async function readHeads(
  { statements, dialect }: Session,
  chains: readonly string[],
): Promise<Map<string, ChainHead>> {
  const rows = await statements.query<HeadRow>(
    `SELECT c.value AS chain, ${headOf('c.value')} AS head FROM ${dialect.list('$1')} AS c`,
    [JSON.stringify(chains)],
  );
  return toHeads(rows);
}

interface HeadRow {
  chain: string;
  /** `sequence:hash` of the last row; null for a chain without one. */
  head: string | null;
}

const headOf = (chain: string): string =>
  `(SELECT a.sequence || ':' || a.hash FROM audit a WHERE a.chain = ${chain} ORDER BY a.sequence DESC LIMIT 1)`;

function toHeads(rows: readonly HeadRow[]): Map<string, ChainHead> {
  const heads = new Map<string, ChainHead>();
  for (const { chain, head } of rows) {
    const [sequence, hash] = head?.split(':') ?? [];
    if (hash !== undefined) heads.set(chain, { sequence: Number(sequence), hash });
  }
  return heads;
}
