import type { Command } from 'commander';
import { serve } from '../serve.js';

/** `turnup serve`: the gateway, configured by the environment. */
export function serveCommand(program: Command): void {
  program
    .command('serve')
    .description('run the gateway; settings come from the environment (turnup settings lists them)')
    .action(() => serve(process.env));
}
