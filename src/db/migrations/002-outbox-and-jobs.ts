import type { Dialect } from '../database.js';
import { columnWords, type Migration } from '../migration.js';

/** Messages to publish, messages seen, and work that Turnup owes itself. */
export const outboxAndJobs: Migration = {
  name: '002-outbox-and-jobs',
  up: async (tx, dialect) => {
    for (const statement of statements(dialect)) await tx.query(statement);
  },
};

function statements(dialect: Dialect): string[] {
  const { serial, text, byKey } = columnWords(dialect);
  return [
    `CREATE TABLE outbox(
      seq ${serial}, message_id ${text} NOT NULL UNIQUE, routing_key ${text} NOT NULL,
      headers ${text} NOT NULL, body ${text} NOT NULL, subject ${text} NOT NULL, journey ${text},
      created_at ${text} NOT NULL, sent_at ${text}, attempts integer NOT NULL DEFAULT 0, last_error ${text})`,
    'CREATE INDEX outbox_unsent ON outbox(seq) WHERE sent_at IS NULL',
    'CREATE INDEX outbox_journey ON outbox(journey) WHERE journey IS NOT NULL',
    // once_key is `name:subject` while a job that must not be doubled waits; who claims it sets it
    // to null
    `CREATE TABLE job(
      seq ${serial}, name ${text} NOT NULL, subject ${text} NOT NULL, journey ${text}, data ${text} NOT NULL,
      due_at ${text} NOT NULL, attempts integer NOT NULL DEFAULT 0, claimed_until ${text}, claimed_by ${text},
      last_error ${text}, parked_at ${text}, once_key ${text} UNIQUE, created_at ${text} NOT NULL)`,
    'CREATE INDEX job_due ON job(due_at, seq) WHERE parked_at IS NULL',
    'CREATE INDEX job_journey ON job(journey) WHERE journey IS NOT NULL',
    `CREATE TABLE inbox(message_id ${text} PRIMARY KEY, received_at ${text} NOT NULL)${byKey}`,
  ];
}
