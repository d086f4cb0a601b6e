import type { Value } from '../db/database.js';
import { chunks, givenRows, insertRows, type Columns } from '../db/given-rows.js';
import { Conflict } from './conflict.js';
import type { StoredDocument } from './document.js';
import type { Session } from './reads.js';
import { textOf, type Entry } from './staging.js';

const COLUMNS: Columns = {
  kind: 'text',
  id: 'text',
  revision: 'integer',
  state: 'text',
  journey: 'text',
  parent: 'text',
  part: 'text',
  body: 'json',
  inner: 'json',
  created_at: 'text',
  updated_at: 'text',
};

/** What an update needs to know; body and inner are null where they stay as they are. */
const CHANGES: Columns = {
  kind: 'text',
  id: 'text',
  was: 'integer',
  revision: 'integer',
  state: 'text',
  body: 'json',
  inner: 'json',
  updated_at: 'text',
};

const KEYS: Columns = { kind: 'text', id: 'text', was: 'integer' };

/** Rejects with a UniqueViolation of table `document` when an id is taken. */
export async function insertDocuments(session: Session, created: readonly Entry[]): Promise<void> {
  const rows = created.flatMap(({ current }) => (current ? [rowOf(current)] : []));
  await insertRows(session, 'document', COLUMNS, rows);
}

/** Compare-and-set: rejects with a Conflict unless every row had the revision that was read. */
export async function updateDocuments(session: Session, changed: readonly Entry[]): Promise<void> {
  const { statements, dialect } = session;
  for (const some of chunks(changed)) {
    const given = givenRows(dialect, CHANGES, some.map(changeOf));
    const hit = await statements.query(
      `UPDATE document SET revision = g.revision, state = g.state, updated_at = g.updated_at,
          body = coalesce(g.body, document.body), "inner" = coalesce(g."inner", document."inner")
        FROM ${given.sql} AS g
        WHERE document.kind = g.kind AND document.id = g.id AND document.revision = g.was
        RETURNING document.id`,
      given.values,
    );
    refuseMisses(some, hit.length);
  }
}

/** Compare-and-set, as `updateDocuments`. */
export async function deleteDocuments(session: Session, removed: readonly Entry[]): Promise<void> {
  for (const some of chunks(removed)) {
    const given = givenRows(session.dialect, KEYS, some.map(keyOf));
    const hit = await session.statements.query(
      `DELETE FROM document WHERE (kind, id, revision) IN (SELECT kind, id, was FROM ${given.sql} AS g)
        RETURNING id`,
      given.values,
    );
    refuseMisses(some, hit.length);
  }
}

function refuseMisses(entries: readonly Entry[], hit: number): void {
  if (hit === entries.length) return;
  const names = entries.map(({ stored }) => `${stored?.kind} ${stored?.id}`);
  throw new Conflict(names.join(', '));
}

function rowOf(it: StoredDocument): Value[] {
  return [
    it.kind,
    it.id,
    it.revision,
    it.state,
    it.journey,
    it.parent,
    it.part,
    textOf(it.body),
    textOf(it.inner),
    it.createdAt,
    it.updatedAt,
  ];
}

function changeOf({ stored, current }: Entry): Value[] {
  if (!stored || !current) throw new Error('An update needs what was and what is');
  return [
    current.kind,
    current.id,
    stored.revision,
    current.revision,
    current.state,
    current.body === stored.body ? null : textOf(current.body),
    current.inner === stored.inner ? null : textOf(current.inner),
    current.updatedAt,
  ];
}

function keyOf({ stored }: Entry): Value[] {
  if (!stored) throw new Error('A removal needs what was');
  return [stored.kind, stored.id, stored.revision];
}
