import type { Dialect } from '../database.js';
import { columnWords, type Migration } from '../migration.js';

/**
 * Messages of the embedded broker, who may do what one alone may do, and messages under suspicion.
 */
export const bus: Migration = {
  name: '003-bus',
  up: async (tx, dialect) => {
    for (const statement of statements(dialect)) await tx.query(statement);
  },
};

function statements(dialect: Dialect): string[] {
  const { serial, text, byKey } = columnWords(dialect);
  return [
    // the row is the message: ready when due and neither claimed nor parked
    `CREATE TABLE bus_message(
      seq ${serial}, queue ${text} NOT NULL, message_id ${text} NOT NULL, key ${text} NOT NULL,
      headers ${text} NOT NULL, body ${text} NOT NULL, due_at ${text} NOT NULL,
      attempts integer NOT NULL DEFAULT 0, claimed_until ${text}, claimed_by ${text},
      parked_at ${text}, reason ${text})`,
    'CREATE INDEX bus_message_ready ON bus_message(queue, seq) WHERE parked_at IS NULL',
    'CREATE INDEX bus_message_parked ON bus_message(queue, seq) WHERE parked_at IS NOT NULL',
    `CREATE TABLE lease(
      name ${text} PRIMARY KEY, holder ${text} NOT NULL, until ${text} NOT NULL)${byKey}`,
    // a message that came in before and was not settled: how often it has been tried since
    `CREATE TABLE redelivery(
      message_id ${text} PRIMARY KEY, attempts integer NOT NULL, first_at ${text} NOT NULL,
      last_error ${text})${byKey}`,
    // when to try again what no queue took; null until it has failed
    `ALTER TABLE outbox ADD COLUMN due_at ${text}`,
    `CREATE INDEX outbox_failed ON outbox(subject, seq)
      WHERE sent_at IS NULL AND due_at IS NOT NULL`,
    'CREATE INDEX inbox_received ON inbox(received_at)',
  ];
}
