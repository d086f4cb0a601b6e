import type { Command } from 'commander';
import { withDrivers } from './with-drivers.js';
import { migrate } from '../db/migrate.js';

/**
 * `turnup migrate`: brings the database to this version's schema; the gateway does it at start too.
 */
export function migrateCommand(program: Command): void {
  program
    .command('migrate')
    .description(
      'bring the database to the schema of this version (the gateway does so at its start, too)',
    )
    .action(() =>
      withDrivers(async ({ database }) => {
        const applied = await migrate(database);
        process.stdout.write(
          applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'the schema is up to date\n',
        );
        return 0;
      }),
    );
}
