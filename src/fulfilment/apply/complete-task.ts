import type { JsonObject } from '../../../openapi/json.js';
import type { StatusReport } from '../../../adapters/adapter.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';
import { innerOf, type TaskInner } from './inner.js';
import { enrich } from './inventory.js';
import { noteChange, progress, type TaskChanges } from './progress.js';

/** What a person, or an answer, says when a task is done. */
export interface Completion {
  readonly on: 'complete' | 'skip';
  readonly reason?: string;
  /** Attributes of the task flow to set along. */
  readonly attributes?: JsonObject;
  readonly brought?: Pick<StatusReport, 'characteristics' | 'configurationItem'>;
}

/**
 * Ends one task and carries it upward: the values it brought, what may start now, its flow and
 * order.
 */
export async function completeTask(
  unit: Unit,
  task: StoredDocument,
  completion: Completion,
): Promise<StoredDocument> {
  if (completion.brought) {
    await enrich(unit, [
      { inventory: innerOf<TaskInner>(task).inventory, report: completion.brought },
    ]);
  }
  const ended = transition(unit, task, completion.on, {
    attributes: { ...completion.attributes, completionDate: unit.now.toISOString() },
    ...(completion.reason !== undefined && { reason: completion.reason }),
  });
  const changes: TaskChanges = new Map();
  noteChange(changes, ended);
  await progress(unit, changes);
  return ended;
}
