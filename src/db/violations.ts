/** A row of this identity exists already. */
export class UniqueViolation extends Error {
  /** The table whose key was taken, without its schema. */
  readonly table: string;

  constructor(table: string, cause: unknown) {
    super(`A row of ${table} with this key exists already`, { cause });
    this.name = 'UniqueViolation';
    this.table = table;
  }
}

/** SQLSTATE unique_violation. */
const POSTGRES_UNIQUE = '23505';
const SQLITE_UNIQUE = /UNIQUE constraint failed: (\w+)\./;

/** The driver's error as a UniqueViolation if it is one; other errors as they are. */
export function asViolation(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if ('code' in error && error.code === POSTGRES_UNIQUE && 'table' in error)
    return new UniqueViolation(String(error.table), error);
  const table = SQLITE_UNIQUE.exec(error.message)?.[1];
  return table ? new UniqueViolation(table, error) : error;
}
