import type { Statements } from './database.js';

/**
 * True when a trivial statement answers within `limitMs`; false when it fails or takes longer.
 * Never rejects.
 */
export async function answersWithin(statements: Statements, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => {
    timer = setTimeout(() => done(false), limitMs);
  });
  const answered = statements.query('SELECT 1').then(
    () => true,
    () => false,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
