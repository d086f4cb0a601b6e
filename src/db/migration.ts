import type { Dialect, Statements } from './database.js';

/**
 * One change of the schema. Never edited once landed: a later change is a later migration. All that
 * are due run in one transaction, so a failure leaves the schema as it was. One statement a
 * `query`.
 */
export interface Migration {
  /** `001-documents`: the file's name; the order of names is the order of running. */
  readonly name: string;
  up(tx: Statements, dialect: Dialect): Promise<void>;
}

/** The words of column definitions in which the databases differ. */
export interface ColumnWords {
  /** A key that counts up by itself. */
  readonly serial: string;
  /** Text that compares and sorts by code point on both. */
  readonly text: string;
  readonly json: string;
  /** Ends a CREATE TABLE whose primary key is all that it is looked up by. */
  readonly byKey: string;
}

/** Column words of a dialect. */
export function columnWords(dialect: Dialect): ColumnWords {
  return dialect.name === 'postgres'
    ? { serial: 'BIGSERIAL PRIMARY KEY', text: 'text COLLATE "C"', json: 'jsonb', byKey: '' }
    : {
        serial: 'INTEGER PRIMARY KEY AUTOINCREMENT',
        text: 'TEXT',
        json: 'TEXT',
        byKey: ' WITHOUT ROWID',
      };
}
