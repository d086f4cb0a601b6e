import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { transition } from '../../journey/transition.js';
import type { Characteristic } from '../model.js';
import { completeTask } from './complete-task.js';
import { sendAgain } from './retry-tasks.js';

/** What a person decides of a fallout; who and why are kept. */
export interface Resolution {
  readonly action: 'retry' | 'complete' | 'skip' | 'reassign';
  readonly actor: string;
  readonly reason: string;
  /** For `complete`: values that the work brought. */
  readonly characteristics?: readonly Characteristic[];
  /** For `reassign`. */
  readonly owner?: string;
}

/**
 * A person acts on a fallout: retry sends the task out as its next revision (or decomposes the
 * order again), complete and skip end the task and let its flow go on, reassign names another
 * owner.
 */
export async function resolveFallout(
  unit: Unit,
  id: string,
  resolution: Resolution,
): Promise<StoredDocument> {
  const [fallout] = await unit.lockAndGet('fallout', [id]);
  if (!fallout) throw new Refusal('notFound', `no fallout has the id ${id}`);
  if (resolution.action === 'reassign') return reassign(unit, fallout, resolution);
  const task = fallout.body['task'] as { id: string } | undefined;
  return task
    ? resolveTask(unit, fallout, task.id, resolution)
    : resolveWithoutTask(unit, fallout, resolution);
}

function reassign(unit: Unit, fallout: StoredDocument, resolution: Resolution): StoredDocument {
  const body = { ...fallout.body, ...noted(unit, resolution), owner: resolution.owner ?? '' };
  return unit.change(fallout, { body }, { action: 'reassign', reason: resolution.reason });
}

async function resolveTask(
  unit: Unit,
  fallout: StoredDocument,
  taskId: string,
  resolution: Resolution,
): Promise<StoredDocument> {
  const { action, reason } = resolution;
  const next = transition(unit, fallout, action, { reason, attributes: noted(unit, resolution) });
  const task = await unit.get('taskFlow', taskId);
  if (!task) throw new Refusal('notFound', `the fallout's task ${taskId} is gone`);
  if (action === 'retry') await sendAgain(unit, [task], reason);
  else if (action !== 'reassign') {
    const brought = { characteristics: resolution.characteristics ?? [] };
    await completeTask(unit, task, { on: action, reason, brought });
  }
  return next;
}

/**
 * What could not be made is tried again from the catalog as it is now; it cannot be completed or
 * skipped.
 */
function resolveWithoutTask(
  unit: Unit,
  fallout: StoredDocument,
  resolution: Resolution,
): StoredDocument {
  if (resolution.action !== 'retry') {
    throw new Refusal(
      'conflict',
      `nothing was made yet that could be ${resolution.action === 'skip' ? 'skipped' : 'completed'}: mend the catalog or its rules, then retry`,
    );
  }
  const root = fallout.inner['root'] as { kind: string };
  const job = fallout.inner['job'] as { name: string; subject: string };
  unit.ask({ ...job, journey: fallout.journey, data: { kind: root.kind } });
  return transition(unit, fallout, 'retry', {
    reason: resolution.reason,
    attributes: noted(unit, resolution),
  });
}

function noted(unit: Unit, { action, actor, reason }: Resolution): JsonObject {
  return {
    resolution: { action, actor, reason, at: unit.now.toISOString() },
    updatedAt: unit.now.toISOString(),
  };
}
