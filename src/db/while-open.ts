import type { Row, Statements, Value } from './database.js';

/** Statements of one transaction, and the word that it is over. */
export interface WhileOpen {
  readonly tx: Statements;
  /** From now on every statement is refused. */
  over(): void;
}

/**
 * Statements that end with their transaction. Work that fails may have left more of itself running;
 * what that says later must not reach a connection that has gone on to something else.
 */
export function whileOpen(statements: Statements): WhileOpen {
  let isOver = false;
  return {
    tx: {
      query: async <R = Row>(sql: string, values?: readonly Value[]) => {
        if (isOver) throw new Error('This transaction is over');
        return statements.query<R>(sql, values);
      },
    },
    over: () => {
      isOver = true;
    },
  };
}
