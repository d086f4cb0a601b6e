// documents.mjs: how many units per second the documents room does on its own, to find waste.
// Needs a build (dist). Settings by environment: DATABASE_URL (none: SQLite at SQLITE_FILE), UNITS,
// LANES (units in flight), DOC_BYTES, ONLY (one kind of unit). Prints one JSON line per kind of unit.
//   create      one new document and its audit row
//   change16    sixteen documents of one journey read under its lock, changed and audited
//   status      what one status message costs: inbox, task and flow locked, read and changed, a job
import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { v7 } from 'uuid';
import { migrate } from '../../dist/src/db/migrate.js';
import { openDatabase } from '../../dist/src/db/open.js';
import { indexedPaths } from '../../dist/src/documents/indexed.js';
import { createUnits } from '../../dist/src/documents/units.js';

const env = (name, otherwise) => process.env[name] || otherwise;
const url = env('DATABASE_URL', '');
const file = env('SQLITE_FILE', './data/bench-documents.sqlite');
const UNITS = +env('UNITS', 2000);
const LANES = +env('LANES', 16);
const ONLY = env('ONLY', '');
const PARTS = 16;
const TEXT = 'd'.repeat(+env('DOC_BYTES', 4000));

async function open() {
  const log = { warn: (details, message) => console.error(message, details) };
  if (!url) {
    for (const tail of ['', '-wal', '-shm']) rmSync(file + tail, { force: true });
    return { database: openDatabase({ file, log }), drop: async () => {} };
  }
  const schema = `bench_${randomUUID().slice(0, 8)}`;
  const database = openDatabase({ url, schema, poolMax: LANES + 4, log });
  return { database, drop: () => database.query(`DROP SCHEMA ${schema} CASCADE`) };
}

const body = (name) => ({ '@type': 'Bench', name, state: 'acknowledged', text: TEXT });

async function journey(units, parts) {
  return units.run('bench', async (unit) => {
    const root = unit.create({ kind: 'processFlow', journey: 'self', body: body('flow') });
    const place = { kind: 'taskFlow', journey: root.id, parent: root.id };
    const tasks = Array.from({ length: parts }, (_, at) =>
      unit.create({ ...place, state: 'sent', body: body(`task ${at}`) }),
    );
    return { root: root.id, tasks: tasks.map(({ id }) => id) };
  });
}

const kinds = (units, journeys) => ({
  create: () =>
    units.run('bench', async (unit) => unit.create({ kind: 'productOrder', body: body('order') })),
  change16: (at) =>
    units.run('bench', async (unit) => {
      const tasks = await unit.lockAndGet('taskFlow', journeys[at % journeys.length].tasks);
      for (const task of tasks)
        unit.change(
          task,
          { state: 'inProgress', body: { ...task.body, state: `s${at}` } },
          { action: 'change' },
        );
    }),
  status: (at) =>
    units.run('bench', async (unit) => {
      const { root, tasks } = journeys[at % journeys.length];
      await unit.query(
        'INSERT INTO inbox(message_id, received_at) VALUES($1, $2) ON CONFLICT DO NOTHING RETURNING message_id',
        [randomUUID(), unit.now.toISOString()],
      );
      const [task] = await unit.lockAndGet('taskFlow', [tasks[at % PARTS]]);
      const flow = await unit.get('processFlow', root);
      unit.change(
        task,
        { state: 'inProgress', body: { ...task.body, state: `s${at}` } },
        { action: 'status' },
      );
      unit.change(flow, { inner: { done: at } }, { action: 'progress' });
      unit.ask({ name: 'order.rollUp', subject: root, journey: root, once: true });
    }),
});

async function measure(name, count, run) {
  let begun = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      while (begun < count) await run(begun++);
    }),
  );
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const result = {
    unit: name,
    unitsPerSecond: Math.round(count / seconds),
    nodeCpuMicros: Math.round((user + system) / count),
  };
  console.log(JSON.stringify({ database: url ? 'postgres' : 'sqlite', lanes: LANES, ...result }));
}

const { database, drop } = await open();
try {
  await migrate(database);
  const units = createUnits(database, {
    now: () => new Date(),
    newId: v7,
    hrefOf: (kind, id) => `/bench/${kind}/${id}`,
    indexedPaths,
  });
  const journeys = await Promise.all(Array.from({ length: 64 }, () => journey(units, PARTS)));
  for (const [name, run] of Object.entries(kinds(units, journeys))) {
    if (ONLY && ONLY !== name) continue;
    await measure(`${name} (warm-up)`, UNITS / 4, run);
    await measure(name, name === 'change16' ? UNITS / 4 : UNITS, run);
  }
} finally {
  await drop();
  await database.close();
}
