import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Database } from './db/database.js';
import { migrate } from './db/migrate.js';
import { Refusal } from './errors.js';

/** Between two tries to reach a database that does not answer, in milliseconds. */
const RETRY_MS = 1_000;

/**
 * Brings the schema up to date. A database that does not answer is waited for, said once, until
 * `given up` says so; any other failure rejects.
 */
export async function bringUpDatabase(
  database: Database,
  log: Logger,
  givenUp: () => boolean,
): Promise<void> {
  let said = false;
  while (!givenUp()) {
    try {
      const applied = await migrate(database);
      if (applied.length > 0)
        log.info({ migrations: applied }, 'the schema was brought up to date');
      else if (said) log.info('the database answers now');
      return;
    } catch (error) {
      if (!(error instanceof Refusal && error.kind === 'databaseUnavailable')) throw error;
      if (!said) log.warn(`the database does not answer; waiting for it (${error.message})`);
      said = true;
      await pause(RETRY_MS);
    }
  }
}
