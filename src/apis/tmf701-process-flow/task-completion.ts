import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { completeTask } from '../../fulfilment/apply/complete-task.js';
import { innerOf, type TaskInner } from '../../fulfilment/apply/inner.js';
import { readCharacteristics } from '../../fulfilment/bodies/references.js';

/**
 * PATCH of a task flow (TMF701): `state: completed` ends a manual task that has started; its new
 * characteristics go to the inventory. Tasks of other kinds are ended by the system that does them,
 * or by their fallout.
 */
export async function changeTask(
  unit: Unit,
  task: StoredDocument,
  next: JsonObject,
  patch: JsonObject,
): Promise<StoredDocument> {
  const { state: wanted, ...attributes } = next;
  if (wanted === task.body['state']) return unit.change(task, { body: next }, { action: 'patch' });
  const inner = innerOf<Partial<TaskInner>>(task);
  if (wanted !== 'completed' || inner.rule?.kind !== 'manual')
    throw new Refusal('conflict', [stateFault(task, inner, wanted)]);
  const brought = { characteristics: readCharacteristics(patch['characteristic']) };
  return completeTask(unit, task, {
    on: 'complete',
    attributes: attributes as JsonObject,
    brought,
  });
}

function stateFault(task: StoredDocument, inner: Partial<TaskInner>, wanted: unknown) {
  const kind = inner.rule?.kind ?? 'unknown';
  const message =
    kind === 'manual'
      ? `a manual task can only be set to completed, not to ${String(wanted)}`
      : `a task of kind ${kind} is ended by the system that does it; a failed one through its fallout at /fallouts`;
  return {
    pointer: '/state',
    message: `${message}. Task ${task.id} is ${task.state}`,
    rule: 'stateTable',
  };
}
