import type { Dialect, Statements } from '../database.js';
import { columnWords, type Migration } from '../migration.js';

/** Documents, what they are found by, their journeys and their audit. */
export const documents: Migration = {
  name: '001-documents',
  up: async (tx, dialect) => {
    for (const statement of statements(dialect)) await tx.query(statement);
    if (dialect.name === 'postgres') await tunePostgres(tx);
  },
};

function statements(dialect: Dialect): string[] {
  const { text, json, byKey } = columnWords(dialect);
  return [
    `CREATE TABLE document(
      kind ${text} NOT NULL, id ${text} NOT NULL, revision integer NOT NULL, state ${text},
      journey ${text}, parent ${text}, part ${text}, body ${json} NOT NULL, "inner" ${json} NOT NULL,
      created_at ${text} NOT NULL, updated_at ${text} NOT NULL, PRIMARY KEY(id, kind))`,
    'CREATE INDEX document_journey ON document(journey) WHERE journey IS NOT NULL',
    'CREATE INDEX document_parent ON document(parent, kind) WHERE parent IS NOT NULL',
    'CREATE INDEX document_created ON document(kind, created_at, id)',
    'CREATE INDEX document_state ON document(kind, state) WHERE state IS NOT NULL',
    `CREATE TABLE attribute(
      kind ${text} NOT NULL, path ${text} NOT NULL, value ${text} NOT NULL, document_id ${text} NOT NULL,
      PRIMARY KEY(kind, path, value, document_id))${byKey}`,
    'CREATE INDEX attribute_document ON attribute(document_id, kind)',
    `CREATE TABLE journey(
      id ${text} PRIMARY KEY, root_kind ${text} NOT NULL, root_id ${text} NOT NULL,
      created_at ${text} NOT NULL)${byKey}`,
    `CREATE TABLE audit(
      chain ${text} NOT NULL, sequence integer NOT NULL, kind ${text} NOT NULL, id ${text} NOT NULL,
      revision integer NOT NULL, action ${text} NOT NULL, from_state ${text}, to_state ${text},
      actor ${text} NOT NULL, reason ${text}, at ${text} NOT NULL, undo ${text},
      body_hash ${text} NOT NULL, hash ${text} NOT NULL, PRIMARY KEY(chain, sequence))`,
    `CREATE TABLE idempotency(
      scope ${text} NOT NULL, key ${text} NOT NULL, request_hash ${text} NOT NULL, kind ${text} NOT NULL,
      document_id ${text} NOT NULL, created_at ${text} NOT NULL, PRIMARY KEY(scope, key))${byKey}`,
  ];
}

/** A cast of a text that is no instant would break off the statement. Without a zone: UTC. */
const INSTANT_OF = `CREATE FUNCTION instant_of(given text) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
  BEGIN
    IF given !~ '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d([.]\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)?)?$' THEN
      RETURN NULL;
    END IF;
    RETURN date_trunc('milliseconds', given::timestamptz);
  EXCEPTION WHEN OTHERS THEN
    RETURN NULL;
  END $$`;

/**
 * Room for the next version of a row on its page, and the cheaper compression where the server has
 * it.
 */
async function tunePostgres(tx: Statements): Promise<void> {
  await tx.query(INSTANT_OF);
  await tx.query('ALTER TABLE document SET (fillfactor = 80)');
  const [lz4] = await tx.query(
    `SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY(enumvals)`,
  );
  if (!lz4) return;
  await tx.query('ALTER TABLE document ALTER COLUMN body SET COMPRESSION lz4');
  await tx.query('ALTER TABLE document ALTER COLUMN "inner" SET COMPRESSION lz4');
}
