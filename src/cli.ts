#!/usr/bin/env node
import { Command } from 'commander';
import { auditCommand } from './commands/audit.js';
import { demoCommand } from './commands/demo.js';
import { migrateCommand } from './commands/migrate.js';
import { serveCommand } from './commands/serve.js';
import { settingsCommand } from './commands/settings.js';
import { simulateCommand } from './commands/simulate.js';
import { readVersion } from './version.js';

const program = new Command('turnup')
  .description(
    'TM Forum Open API gateway that takes a telecom order from lead to activated service',
  )
  .version(readVersion().version)
  .showHelpAfterError();

for (const add of [
  serveCommand,
  demoCommand,
  simulateCommand,
  migrateCommand,
  auditCommand,
  settingsCommand,
])
  add(program);

await program.parseAsync();
