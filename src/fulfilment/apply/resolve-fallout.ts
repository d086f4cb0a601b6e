import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { transition } from '../../journey/transition.js';
import { resolveFallout, type FalloutAction, type FalloutChanges } from '../fallout.js';
import type { Characteristic, TaskState } from '../model.js';
import { completeTask } from './complete-task.js';
import { dataOfRetry } from './parked-job.js';
import { sendAgain } from './retry-tasks.js';

/** What a person decides of a fallout; who and why are kept. */
export interface Resolution extends FalloutAction {
  /** For `complete`: values that the work brought. */
  readonly characteristics?: readonly Characteristic[];
}

/**
 * Carries out what a person decided of a fallout, where the rules allow it (fulfilment/fallout).
 */
export async function applyResolution(
  unit: Unit,
  id: string,
  resolution: Resolution,
): Promise<StoredDocument> {
  const [fallout] = await unit.lockAndGet('fallout', [id]);
  if (!fallout) throw new Refusal('notFound', `no fallout has the id ${id}`);
  const link = fallout.body['task'] as { id: string } | undefined;
  const task = link && (await unit.get('taskFlow', link.id));
  const view = { state: fallout.state ?? '', ...(task && { task: task.state as TaskState }) };
  const changes = resolveFallout(view, resolution);
  if ('kind' in changes) throw new Refusal(changes.kind, changes.faults);
  if (task) await applyToTask(unit, task, changes, resolution);
  if (changes.decomposeAgain) askAgain(unit, fallout);
  return applyToFallout(unit, fallout, changes, resolution);
}

async function applyToTask(
  unit: Unit,
  task: StoredDocument,
  changes: FalloutChanges,
  { reason, characteristics = [] }: Resolution,
): Promise<void> {
  if (changes.task === undefined) return;
  if (changes.task === 'retry') await sendAgain(unit, [task], reason);
  else await completeTask(unit, task, { on: changes.task, reason, brought: { characteristics } });
}

/** What could not be made is tried again, from the catalog as it is now. */
function askAgain(unit: Unit, fallout: StoredDocument): void {
  const job = fallout.inner['job'] as { name: string; subject: string };
  unit.ask({ ...job, journey: fallout.journey, data: dataOfRetry(fallout) });
}

function applyToFallout(
  unit: Unit,
  fallout: StoredDocument,
  changes: FalloutChanges,
  { action, actor, reason }: Resolution,
): StoredDocument {
  const at = unit.now.toISOString();
  const resolution: JsonObject = { action, actor, reason, at };
  const owner = changes.owner === undefined ? {} : { owner: changes.owner };
  const attributes = { ...owner, resolution, updatedAt: at };
  if (changes.fallout) return transition(unit, fallout, changes.fallout, { reason, attributes });
  return unit.change(fallout, { body: { ...fallout.body, ...attributes } }, { action, reason });
}
