/**
 * A process of its own at a database, for tests of several: `node --import tsx database-process.ts
 * TASK SETTINGS`, with SETTINGS as JSON for openDatabase. Says one line of JSON for what it did.
 */
import type { Database } from '../../src/db/database.js';
import { migrate } from '../../src/db/migrate.js';
import { openDatabase } from '../../src/db/open.js';
import { testUnits } from './document-units.js';
import { quietLog } from './log.js';

const [task = '', settings = '{}', id = ''] = process.argv.slice(2);
const say = (what: unknown) => process.stdout.write(`${JSON.stringify(what)}\n`);

const TASKS: Readonly<Record<string, (database: Database) => Promise<void>>> = {
  migrate: async (database) => void say(await migrate(database)),
  /** Counts up the document twenty times. */
  count: async (database) => {
    const units = testUnits(database);
    for (let n = 0; n < 20; n++)
      await units.run('process', async (unit) => {
        const [document] = await unit.lockAndGet('thing', [id]);
        if (!document) throw new Error(`thing ${id} is not there`);
        const body = { n: Number(document.body['n']) + 1 };
        unit.change(document, { body }, { action: 'count' });
      });
    say('counted');
  },
  /** Commits a unit, says so, and stays for ever within the next one. */
  hang: async (database) => {
    const units = testUnits(database);
    await units.run('process', async (unit) => unit.create({ kind: 'thing', body: { n: 'kept' } }));
    await database.transaction(async (tx) => {
      await tx.query('INSERT INTO inbox(message_id, received_at) VALUES($1, $2)', ['lost', 'now']);
      say('inside');
      await new Promise((_, fail) => setTimeout(() => fail(new Error('not killed')), 60_000));
    });
  },
};

const run = TASKS[task];
if (!run) throw new Error(`There is no task ${task}`);
const database = openDatabase({
  ...(JSON.parse(settings) as { url?: string; file?: string; schema?: string }),
  log: quietLog(),
});
await run(database);
await database.close();
