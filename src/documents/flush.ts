import type { Columns } from '../db/given-rows.js';
import { insertRows } from '../db/given-rows.js';
import { UniqueViolation } from '../db/violations.js';
import { Refusal } from '../errors.js';
import { Conflict } from './conflict.js';
import type { Session } from './reads.js';
import { onceKey, textOf, type Entry, type Staging } from './staging.js';
import type { Writer } from './stage.js';
import { writeAttributes } from './write-attributes.js';
import { writeAudit } from './write-audit.js';
import { deleteDocuments, insertDocuments, updateDocuments } from './write-documents.js';
import type { Job, OutgoingMessage } from './unit.js';

const JOURNEY: Columns = { id: 'text', root_kind: 'text', root_id: 'text', created_at: 'text' };
const MESSAGE: Columns = {
  message_id: 'text',
  routing_key: 'text',
  headers: 'text',
  body: 'text',
  subject: 'text',
  journey: 'text',
  created_at: 'text',
};
const JOB: Columns = {
  name: 'text',
  subject: 'text',
  journey: 'text',
  data: 'text',
  due_at: 'text',
  once_key: 'text',
  created_at: 'text',
};
/**
 * Of two jobs that may be one the earlier remains. It is touched, not left alone, so that nobody
 * claims it before this transaction is committed and works on what was before.
 */
const ONCE = ` ON CONFLICT (once_key) DO UPDATE SET due_at =
  CASE WHEN excluded.due_at < job.due_at THEN excluded.due_at ELSE job.due_at END`;

/**
 * Writes what was staged, one statement a table, together: none waits for the answer of another.
 * Rejects with a Conflict when somebody else was faster, with a Refusal `duplicate` when a given
 * id is taken.
 */
export async function flush(session: Session, staging: Staging, writer: Writer): Promise<void> {
  const writes = staging.documentWrites();
  try {
    await Promise.all([
      insertDocuments(session, writes.created),
      updateDocuments(session, writes.changed),
      deleteDocuments(session, writes.removed),
      writeJourneys(session, writes.created),
      writeAttributes(session, writes, writer.settings.indexedPaths),
      writeAudit(session, staging),
      writeMessages(session, staging.messages, writer),
      writeJobs(session, staging.jobs(), writer),
    ]);
  } catch (error) {
    throw asConflict(error, writes.created);
  }
}

function asConflict(error: unknown, created: readonly Entry[]): unknown {
  if (!(error instanceof UniqueViolation)) return error;
  const given = created.filter(({ idGiven }) => idGiven);
  if (error.table === 'document' && given.length > 0) {
    const names = given.map(({ current }) => `${current?.kind} ${current?.id}`);
    return new Refusal('duplicate', `There is a document of this id already: ${names.join(', ')}`);
  }
  return error.table === 'audit' ? new Conflict('an audit chain') : error;
}

/** A document that names itself as its journey begins one. */
async function writeJourneys(session: Session, created: readonly Entry[]): Promise<void> {
  const rows = created.flatMap(({ current }) =>
    current && current.journey === current.id
      ? [[current.id, current.kind, current.id, current.createdAt]]
      : [],
  );
  await insertRows(session, 'journey', JOURNEY, rows);
}

async function writeMessages(
  session: Session,
  messages: readonly OutgoingMessage[],
  writer: Writer,
): Promise<void> {
  const createdAt = writer.now.toISOString();
  const rows = messages.map((message) => [
    writer.settings.newId(),
    message.routingKey,
    JSON.stringify(message.headers),
    textOf(message.body),
    message.subject,
    message.journey,
    createdAt,
  ]);
  await insertRows(session, 'outbox', MESSAGE, rows);
}

async function writeJobs(session: Session, jobs: readonly Job[], writer: Writer): Promise<void> {
  const createdAt = writer.now.toISOString();
  const rows = jobs.map((job) => [
    job.name,
    job.subject,
    job.journey,
    JSON.stringify(job.data ?? {}),
    new Date(writer.now.getTime() + (job.delayMs ?? 0)).toISOString(),
    job.once ? onceKey(job) : null,
    createdAt,
  ]);
  await insertRows(session, 'job', JOB, rows, ONCE);
}
