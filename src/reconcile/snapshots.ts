import { adapterNamed } from '../../adapters/index.js';
import type { Unit } from '../documents/unit.js';
import { mayTransition, transition } from '../journey/transition.js';
import { briefOf, getLinked } from '../fulfilment/apply/dispatch.js';
import { asInner, innerOf, type TaskInner } from '../fulfilment/apply/inner.js';
import { noteChange, progress, type TaskChanges } from '../fulfilment/apply/progress.js';
import type { Applied } from '../fulfilment/apply/status.js';
import { settleFailure } from '../fulfilment/apply/task-failure.js';
import { workOrderMessage } from '../fulfilment/apply/work-order-message.js';
import { addFindings, type Finding } from './history.js';

const RULE = 'silent-work-orders';

/**
 * Compares the answers to reconciliation's questions with what Turnup knew. A status that was lost
 * on the way has been applied already, by the same rules as any; here it is written down. A work
 * order that its system does not know is handed over once more under the same revision, which a
 * system acts on once; unknown again when it is asked again, it is a fallout.
 */
export async function compareSnapshots(unit: Unit, applied: readonly Applied[]): Promise<void> {
  const changes: TaskChanges = new Map();
  for (const answer of applied.filter(({ report }) => report.type === 'snapshot')) {
    const run = innerOf<TaskInner>(answer.task).askedBy;
    const finding =
      answer.report.state === 'unknown'
        ? await unknownThere(unit, answer, changes)
        : lostOnTheWay(answer);
    if (finding && run !== undefined) {
      await addFindings(unit, run, [
        {
          ...finding,
          rule: RULE,
          kind: 'taskFlow',
          id: answer.task.id,
          at: unit.now.toISOString(),
        },
      ]);
    }
  }
  await progress(unit, changes);
}

type Found = Pick<Finding, 'class' | 'message' | 'action'>;

function lostOnTheWay({ report, decision }: Applied): Found | undefined {
  const said = `its system says ${report.state}`;
  switch (decision.do) {
    case 'nothing':
      return undefined;
    case 'accept':
    case 'progress':
    case 'complete':
    case 'retry':
      return {
        class: 'stale',
        message: `a status was lost on the way: ${said}`,
        action: 'repaired',
      };
    case 'fallout':
      return {
        class: 'stale',
        message: `a failure was lost on the way: ${said}`,
        action: 'fallout',
      };
    case 'contradiction':
      return { class: 'conflicting', message: decision.message, action: 'noted' };
    default:
      return decision satisfies never;
  }
}

async function unknownThere(
  unit: Unit,
  { task: answered, decision }: Applied,
  changes: TaskChanges,
): Promise<Found | undefined> {
  // Of another revision, or of a task that is over: nothing to hand over.
  if (decision.do !== 'retry' && decision.do !== 'fallout') return undefined;
  const task = await unit.get(answered.kind, answered.id);
  if (!task || !mayTransition(task, 'fail')) return undefined;
  const { askedBy, ...inner } = innerOf<TaskInner>(task);
  // Said before it was handed over again, and late or twice.
  if (askedBy === undefined) return undefined;
  const adapter = adapterNamed(inner.rule.kind);
  if (inner.handedOverAgain !== inner.revision) {
    const next = { ...inner, handedOverAgain: inner.revision };
    const marked = unit.change(
      task,
      { inner: asInner(next) },
      { action: 'handOverAgain', reason: 'unknown to its system' },
    );
    const [item] = await getLinked(unit, [inner.inventory]);
    unit.send(workOrderMessage(adapter, 'create', briefOf(marked, item)));
    return {
      class: 'missing',
      message: 'its system does not know it; handed over once more',
      action: 'repaired',
    };
  }
  const message = `${adapter.title} does not know the work order though it was handed over twice`;
  const failed = transition(unit, task, 'fail', { reason: message });
  noteChange(changes, failed);
  await settleFailure(unit, failed, { do: 'fallout', cause: 'unknownWorkOrder', message });
  return { class: 'missing', message, action: 'fallout' };
}
