import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import { closeFallout, openFallout } from './fallouts.js';
import { innerOf, type TaskInner } from './inner.js';

/** A failed try: tried again after a while, or parked for a person. */
export type Failure = { readonly cause: string; readonly message: string } & (
  { readonly do: 'retry'; readonly delayMs: number } | { readonly do: 'fallout' }
);

/**
 * Keeps the one record of a failed task: opened at its first failure, one attempt longer at each
 * further one. A try that is left becomes a job; otherwise the record is open for its owner.
 */
export async function settleFailure(
  unit: Unit,
  task: StoredDocument,
  failure: Failure,
): Promise<void> {
  const record = await recordOf(unit, task);
  const attempt: JsonObject = {
    at: unit.now.toISOString(),
    outcome: failure.cause,
    note: failure.message,
  };
  const kept = record ? again(unit, record, failure, attempt) : first(unit, task, failure, attempt);
  if (failure.do === 'fallout') return;
  unit.ask({
    name: 'task.retry',
    subject: task.id,
    journey: task.journey,
    delayMs: failure.delayMs,
  });
  if (kept.state === 'open')
    transition(unit, kept, 'retry', { reason: `tried again by policy in ${failure.delayMs} ms` });
}

/** The task's record that is not closed yet. */
export async function recordOf(
  unit: Unit,
  task: StoredDocument,
): Promise<StoredDocument | undefined> {
  const records = await unit.childrenOf('fallout', [task.id]);
  return records.find(({ state }) => state === 'open' || state === 'retrying');
}

/** Closes the records of tasks that completed after all. */
export async function closeRecords(unit: Unit, tasks: readonly StoredDocument[]): Promise<void> {
  if (tasks.length === 0) return;
  for (const record of await unit.childrenOf(
    'fallout',
    tasks.map(({ id }) => id),
  )) {
    if (mayTransition(record, 'complete'))
      closeFallout(unit, record, 'the task completed after all');
  }
}

function first(
  unit: Unit,
  task: StoredDocument,
  failure: Failure,
  attempt: JsonObject,
): StoredDocument {
  const inner = innerOf<TaskInner>(task);
  return openFallout(unit, {
    cause: failure.cause,
    message: failure.message,
    journey: task.journey,
    parent: task.id,
    task: {
      id: task.id,
      href: String(task.body['href'] ?? ''),
      name: inner.rule.name,
      kind: inner.rule.kind,
    },
    order: { ...inner.root, itemId: inner.itemId },
    attempts: [attempt],
  });
}

function again(
  unit: Unit,
  record: StoredDocument,
  failure: Failure,
  attempt: JsonObject,
): StoredDocument {
  const attempts = [...((record.body['attempts'] as JsonObject[] | undefined) ?? []), attempt];
  const attributes = { attempts, cause: failure.cause, message: failure.message };
  if (record.state === 'retrying' && failure.do === 'fallout')
    return transition(unit, record, 'fail', { attributes });
  return unit.change(record, { body: { ...record.body, ...attributes } }, { action: 'attempt' });
}
