import type { Dialect } from '../database.js';
import { columnWords, type Migration } from '../migration.js';

/** What reconciliation did, and what it found. */
export const reconciliation: Migration = {
  name: '004-reconciliation',
  up: async (tx, dialect) => {
    for (const statement of statements(dialect)) await tx.query(statement);
  },
};

function statements(dialect: Dialect): string[] {
  const { serial, text } = columnWords(dialect);
  return [
    `CREATE TABLE reconciliation_run(
      id ${text} PRIMARY KEY, rule ${text}, state ${text} NOT NULL, dry_run integer NOT NULL, holder ${text} NOT NULL,
      started_at ${text} NOT NULL, finished_at ${text}, checked integer NOT NULL DEFAULT 0, message ${text})`,
    'CREATE INDEX reconciliation_run_started ON reconciliation_run(started_at)',
    `CREATE TABLE reconciliation_finding(
      seq ${serial}, run ${text} NOT NULL, rule ${text} NOT NULL, class ${text} NOT NULL, kind ${text} NOT NULL,
      document_id ${text} NOT NULL, message ${text} NOT NULL, action ${text} NOT NULL, at ${text} NOT NULL)`,
    'CREATE INDEX reconciliation_finding_run ON reconciliation_finding(run, seq)',
  ];
}
