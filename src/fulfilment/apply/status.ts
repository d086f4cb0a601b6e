import type { StatusReport } from '../../../adapters/adapter.js';
import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { transition } from '../../journey/transition.js';
import { decide, type Decision, type RetryPolicy } from '../decide.js';
import { asInner, innerOf, type TaskInner } from './inner.js';
import { enrich, type Brought } from './inventory.js';
import { noteChange, progress, type TaskChanges } from './progress.js';
import { closeRecords, settleFailure } from './task-failure.js';

/** A report, and how to refuse it where it cannot be used. */
export interface Incoming {
  readonly report: StatusReport;
  /** Told why; the message is parked. Left out: a report that nobody can park. */
  readonly refuse?: (reason: string) => void;
}

/** A report with the task that it speaks of and what was decided. */
export interface Applied {
  readonly report: StatusReport;
  readonly task: StoredDocument;
  readonly decision: Decision;
}

/**
 * Reports of any number of orders in one unit: decided and applied in the order of arrival, then
 * carried upward together. What cannot be used is refused with its reason and changes nothing. That
 * a system does not know a work order is decided here and settled by reconcile/snapshots.ts.
 */
export async function applyReports(
  unit: Unit,
  incoming: readonly Incoming[],
  policy: RetryPolicy,
): Promise<Applied[]> {
  const ids = [...new Set(incoming.map(({ report }) => report.workOrderId))];
  const tasks = new Map((await unit.lockAndGet('taskFlow', ids)).map((task) => [task.id, task]));
  const effects: Effects = { changes: new Map(), brought: [], recovered: [] };
  const applied: Applied[] = [];
  for (const { report, refuse } of incoming) {
    const task = tasks.get(report.workOrderId);
    if (!task) {
      refuse?.(`no work order ${report.workOrderId} is known`);
      continue;
    }
    const decision = decide(viewOf(task), report, unit.now, policy);
    if (decision.do === 'contradiction') refuse?.(decision.message);
    const next = isUnknownThere(report)
      ? task
      : await applyDecision(unit, task, report, decision, effects);
    tasks.set(task.id, next);
    applied.push({ report, task: next, decision });
  }
  await closeRecords(unit, effects.recovered);
  await enrich(unit, effects.brought);
  await progress(unit, effects.changes);
  return applied;
}

/** A system that does not know its work order has not failed: it is handed over again. */
const isUnknownThere = (report: StatusReport): boolean =>
  report.type === 'snapshot' && report.state === 'unknown';

interface Effects {
  readonly changes: TaskChanges;
  readonly brought: Brought[];
  /** Tasks that completed after a failure. */
  readonly recovered: StoredDocument[];
}

/** The task as the pure decision sees it. */
function viewOf(task: StoredDocument): Parameters<typeof decide>[0] {
  const inner = innerOf<TaskInner>(task);
  return {
    state: task.state as Parameters<typeof decide>[0]['state'],
    revision: inner.revision,
    sequence: inner.sequence,
    attempts: inner.revision,
    tries: inner.rule.tries ?? 1,
    kind: inner.rule.kind,
  };
}

async function applyDecision(
  unit: Unit,
  task: StoredDocument,
  report: StatusReport,
  decision: Decision,
  effects: Effects,
): Promise<StoredDocument> {
  switch (decision.do) {
    case 'nothing':
    case 'contradiction':
      return task;
    case 'accept':
    case 'progress':
      return heard(unit, task, report, decision.do);
    case 'complete': {
      const done = heard(unit, task, report, 'complete', {
        completionDate: unit.now.toISOString(),
      });
      effects.brought.push({ inventory: innerOf<TaskInner>(task).inventory, report });
      if (task.state === 'fallout' || innerOf<TaskInner>(task).revision > 1)
        effects.recovered.push(done);
      noteChange(effects.changes, done);
      return done;
    }
    case 'retry':
    case 'fallout': {
      const failed = heard(unit, task, report, 'fail');
      noteChange(effects.changes, failed);
      await settleFailure(unit, failed, decision);
      return failed;
    }
    default:
      return decision satisfies never;
  }
}

/** Notes that the task was heard of, and moves it where the word leads somewhere else. */
function heard(
  unit: Unit,
  task: StoredDocument,
  report: StatusReport,
  on: string,
  attributes: JsonObject = {},
): StoredDocument {
  const inner: TaskInner = {
    ...innerOf<TaskInner>(task),
    sequence: report.sequence,
    heardAt: unit.now.toISOString(),
  };
  const stays = task.state === 'inProgress' && (on === 'progress' || on === 'accept');
  if (stays) return unit.change(task, { inner: asInner(inner) }, { action: on });
  return transition(unit, task, on, {
    inner: asInner(inner),
    attributes,
    ...(report.note !== undefined && { reason: report.note }),
  });
}
