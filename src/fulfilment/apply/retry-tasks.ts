import type { Unit } from '../../documents/unit.js';
import type { ClaimedJob } from '../../messaging/jobs.js';
import type { StoredDocument } from '../../documents/document.js';
import { dispatch } from './dispatch.js';
import { noteChange, progress, type TaskChanges } from './progress.js';

/** Job `task.retry`: failed tasks whose time to be tried again has come. */
export async function retryTasks(unit: Unit, jobs: readonly ClaimedJob[]): Promise<void> {
  const tasks = await unit.lockAndGet(
    'taskFlow',
    jobs.map((job) => job.subject),
  );
  await sendAgain(
    unit,
    tasks.filter((task) => task.state === 'fallout'),
  );
}

/** Dispatches failed tasks anew, as their next revision, and takes their flows off hold. */
export async function sendAgain(
  unit: Unit,
  tasks: readonly StoredDocument[],
  reason?: string,
): Promise<void> {
  await dispatch(unit, tasks, 'retry', reason);
  const changes: TaskChanges = new Map();
  for (const task of await unit.getMany(
    'taskFlow',
    tasks.map(({ id }) => id),
  ))
    noteChange(changes, task);
  await progress(unit, changes);
}
