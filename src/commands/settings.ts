import type { Command } from 'commander';
import { settingsAsEnv, settingsAsTable } from '../settings-text.js';

/** `turnup settings`: every setting of the gateway with its default and meaning. */
export function settingsCommand(program: Command): void {
  program
    .command('settings')
    .description('list every setting (environment variable), its default and what it means')
    .option('--markdown', 'as the table of the README')
    .option('--env', 'as a file to copy from (.env.example)')
    .action((options: { markdown?: boolean; env?: boolean }) => {
      process.stdout.write(options.markdown ? settingsAsTable() : settingsAsEnv());
    });
}
