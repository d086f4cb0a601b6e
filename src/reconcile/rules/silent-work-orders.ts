import { ADAPTERS, adapterNamed } from '../../../adapters/index.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { briefOf } from '../../fulfilment/apply/dispatch.js';
import { asInner, innerOf, type TaskInner } from '../../fulfilment/apply/inner.js';
import { workOrderMessage } from '../../fulfilment/apply/work-order-message.js';
import type { Rule, RunContext } from '../rule.js';

/** Work orders handled in one unit. */
const BATCH = 200;

/**
 * Work orders that have been silent too long: their system is asked how they stand. The answer is
 * compared when it arrives (reconcile/snapshots.ts). A dry run only notes them.
 */
export const silentWorkOrders: Rule = {
  name: 'silent-work-orders',
  async run(context) {
    let after: Cursor = { at: '', id: '' };
    for (let checked = 0; checked < context.budget;) {
      const found = await context.units.run('reconciliation', (unit) =>
        askSome(unit, context, after),
      );
      checked += found.length;
      const last = found.at(-1);
      if (last === undefined || found.length < BATCH) return checked;
      after = last;
    }
    return context.budget;
  },
};

interface Cursor {
  readonly at: string;
  readonly id: string;
}

async function askSome(unit: Unit, context: RunContext, after: Cursor): Promise<Cursor[]> {
  const found = await silentTasks(unit, context, after);
  const tasks = await unit.lockAndGet(
    'taskFlow',
    found.map(({ id }) => id),
  );
  const open = tasks.filter((task) => task.state === 'sent' || task.state === 'inProgress');
  for (const task of open) {
    const since = innerOf<TaskInner>(task).heardAt ?? task.updatedAt;
    const message = `${innerOf<TaskInner>(task).rule.kind} work order ${task.id} has been silent since ${since}`;
    await context.note(
      {
        class: 'unknown',
        kind: 'taskFlow',
        id: task.id,
        message,
        action: context.dryRun ? 'noted' : 'asked',
      },
      unit,
    );
    if (!context.dryRun) ask(unit, task, context.run);
  }
  return found;
}

/** Tasks of each adapter that were last changed before its silence is up, oldest first. */
async function silentTasks(unit: Unit, context: RunContext, after: Cursor): Promise<Cursor[]> {
  const found: Cursor[] = [];
  for (const adapter of ADAPTERS) {
    const silentMs = context.silentAfterMs > 0 ? context.silentAfterMs : adapter.silentAfterMs;
    const before = new Date(unit.now.getTime() - silentMs).toISOString();
    const rows = await unit.query<Cursor>(
      `SELECT updated_at AS "at", id AS "id" FROM document WHERE kind = 'taskFlow' AND state IN ('sent', 'inProgress')
         AND updated_at < $1 AND (updated_at > $2 OR (updated_at = $2 AND id > $3)) AND "inner" -> 'rule' ->> 'kind' = $4
       ORDER BY updated_at, id LIMIT ${BATCH}`,
      [before, after.at, after.id, adapter.name],
    );
    found.push(...rows);
  }
  return found.sort((a, b) => (a.at + a.id < b.at + b.id ? -1 : 1)).slice(0, BATCH);
}

function ask(unit: Unit, task: StoredDocument, run: string): void {
  const inner = innerOf<TaskInner>(task);
  const adapter = adapterNamed(inner.rule.kind);
  unit.change(
    task,
    { inner: asInner({ ...inner, askedBy: run }) },
    { action: 'ask', reason: 'silent too long' },
  );
  unit.send(workOrderMessage(adapter, 'ask', briefOf(task, undefined)));
}
