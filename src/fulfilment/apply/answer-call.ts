import type { StatusReport } from '../../../adapters/adapter.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { sequenceOf, type AnsweredState } from '../../../mappings/api/states.js';
import { TASK_BACK_OFF } from '../../../mappings/policies/retries.js';
import { innerOf, type TaskInner } from './inner.js';
import { applyReports } from './status.js';

/** What the answer of an api task says. */
export type CallAnswer = Pick<StatusReport, 'note' | 'cause' | 'characteristics'> & {
  readonly state: AnsweredState;
};

/**
 * Applies the answer that came to a callback, by the same rules as a status over the bus; it is the
 * latest word of its system.
 */
export async function answerCall(
  unit: Unit,
  workOrderId: string,
  answer: CallAnswer,
): Promise<void> {
  const [task] = await unit.lockAndGet('taskFlow', [workOrderId]);
  const inner = task && innerOf<Partial<TaskInner>>(task);
  if (inner?.rule?.kind !== 'api')
    throw new Refusal('notFound', `no api task has the id ${workOrderId}`);
  const report: StatusReport = {
    ...answer,
    type: 'changed',
    workOrderId,
    revision: inner.revision ?? 0,
    sequence: sequenceOf(answer.state),
  };
  const [applied] = await applyReports(unit, [{ report }], TASK_BACK_OFF);
  if (applied?.decision.do === 'contradiction')
    throw new Refusal('conflict', applied.decision.message);
}
