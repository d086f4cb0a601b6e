/** What the rest of the house knows of a database. SQLite and PostgreSQL pass the same suite. */

/** A value that a statement may bind. JSON is bound as text; instants as ISO 8601 text. */
export type Value = string | number | boolean | null;

export type Row = Record<string, unknown>;

/** Runs statements; `$1`, `$2` … mark the bound values on both databases. */
export interface Statements {
  query<R = Row>(sql: string, values?: readonly Value[]): Promise<R[]>;
}

export interface Database extends Statements {
  readonly dialect: Dialect;
  /**
   * One transaction: commits when `work` resolves, rolls back when it rejects. On SQLite one writer
   * at a time (BEGIN IMMEDIATE, synchronous FULL), and those that wait together are committed
   * together, each undone by itself; `query` outside it reads what was committed. Statements given
   * in one turn of the loop run in their order and need not wait for one another. After a deadlock
   * on PostgreSQL `work` runs again. A lost connection rejects with a Refusal of kind
   * `databaseUnavailable`, a taken key with a UniqueViolation. Once it is over, `tx` refuses.
   */
  transaction<T>(work: (tx: Statements) => Promise<T>): Promise<T>;
  /** True when a trivial statement answers within `limitMs`. */
  answers(limitMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * The few words in which SQLite and PostgreSQL differ. Every function answers SQL text and never
 * holds a caller's value.
 */
export interface Dialect {
  readonly name: 'sqlite' | 'postgres';
  /**
   * Appended to a SELECT that locks its rows until the transaction ends; '' on SQLite, which has
   * one writer.
   */
  readonly forUpdate: string;
  /** As `forUpdate`, passing over rows that another process holds. */
  readonly skipLocked: string;
  /** A subquery with one column `value` from a JSON array of texts bound as `param` (`$3`). */
  list(param: string): string;
  /**
   * A subquery with one row per object of a JSON array bound as `param`; the named members as
   * columns of the given type.
   */
  rows(param: string, columns: Readonly<Record<string, 'text' | 'integer' | 'json'>>): string;
}
