import type { StatusReport } from '../../adapters/adapter.js';
import { falloutClassOf } from '../../mappings/policies/fallout.js';
import type { BackOff } from '../../mappings/policies/retries.js';
import { backOffMs } from './back-off.js';
import type { TaskRule, TaskState } from './model.js';

/** How long automatic retries wait. */
export type RetryPolicy = BackOff;

/** What a decision needs to know of a task. */
export interface TaskView {
  readonly state: TaskState;
  /** The revision that was sent last; 0 before the first. */
  readonly revision: number;
  /** The last sequence applied within that revision; 0 for none. */
  readonly sequence: number;
  /** Dispatches so far, the present one included. */
  readonly attempts: number;
  /** Dispatches that are made by themselves at most. */
  readonly tries: number;
  readonly kind?: TaskRule['kind'];
}

/** What a failure says of itself. */
interface Cause {
  /** A word for grouping. */
  readonly cause: string;
  /** For people. */
  readonly message: string;
}

/**
 * What to do with a report. Nothing changes for `nothing` and `contradiction`; the latter is shown
 * to people.
 */
export type Decision =
  | {
      readonly do: 'nothing';
      readonly why: 'duplicate' | 'late' | 'staleRevision' | 'final';
    }
  /** The system has it: the task is in progress. */
  | { readonly do: 'accept' }
  /** It was in progress already; its sequence is noted. */
  | { readonly do: 'progress' }
  | ({ readonly do: 'complete' } & Pick<StatusReport, 'characteristics' | 'configurationItem'>)
  /** To be sent again by itself, as attempt number `attempt`, after `delayMs`. */
  | ({ readonly do: 'retry'; readonly delayMs: number; readonly attempt: number } & Cause)
  /** To be parked for a person, who may retry if `retryable`. */
  | ({
      readonly do: 'fallout';
      readonly class: string;
      readonly owner: string;
      /** ISO 8601. */
      readonly dueAt: string;
      readonly retryable: boolean;
    } & Cause)
  | { readonly do: 'contradiction'; readonly message: string };

/**
 * What a status report means for a task. Pure. Revision and sequence decide, not the order of
 * arrival: whatever comes twice, late or of an earlier revision changes nothing, so that any
 * shuffle of a revision's reports, with any of them repeated, ends where the right order ends.
 */
export function decide(
  task: TaskView,
  report: StatusReport,
  now: Date,
  policy: RetryPolicy,
): Decision {
  const unusable = outOfTurn(task, report);
  if (unusable) return unusable;
  switch (task.state) {
    case 'waiting':
      return { do: 'contradiction', message: 'speaks of a task that was never sent' };
    case 'sent':
    case 'inProgress':
      return inFlight(task, report, now, policy);
    case 'fallout':
      // This try is over, and has its record. Only that it worked after all is news.
      return report.state === 'completed' ? completed(report) : { do: 'nothing', why: 'final' };
    case 'completed':
    case 'skipped':
    case 'cancelled':
      return afterTheEnd(task.state, report);
    default:
      return task.state satisfies never;
  }
}

/** What came twice, late, of an earlier revision, or of one that was never sent. */
function outOfTurn(task: TaskView, report: StatusReport): Decision | undefined {
  if (report.revision < task.revision) return { do: 'nothing', why: 'staleRevision' };
  if (report.revision > task.revision) {
    const message = `speaks of revision ${report.revision}, and ${task.revision} is the last that was sent`;
    return { do: 'contradiction', message };
  }
  // A system that does not know the work order has no sequence to give.
  if (report.state === 'unknown' || report.sequence > task.sequence) return undefined;
  return { do: 'nothing', why: report.sequence === task.sequence ? 'duplicate' : 'late' };
}

function inFlight(task: TaskView, report: StatusReport, now: Date, policy: RetryPolicy): Decision {
  switch (report.state) {
    case 'acknowledged':
    case 'inProgress':
      return { do: task.state === 'sent' ? 'accept' : 'progress' };
    case 'completed':
      return completed(report);
    case 'failed':
    case 'rejected':
    case 'cancelled':
    case 'unknown':
      return failed(task, report, CAUSES[report.state], now, policy);
    default:
      return report.state satisfies never;
  }
}

function completed({ characteristics, configurationItem }: StatusReport): Decision {
  return {
    do: 'complete',
    ...(characteristics && { characteristics }),
    ...(configurationItem && { configurationItem }),
  };
}

/** What a finished task is told may repeat its end; anything else is for people to look at. */
function afterTheEnd(state: 'completed' | 'skipped' | 'cancelled', report: StatusReport): Decision {
  const contradicts =
    state === 'completed' ? report.state !== 'completed' : report.state === 'completed';
  // A system may go on for a while before it learns that the work was called off or passed over.
  if (!contradicts || report.state === 'unknown') return { do: 'nothing', why: 'final' };
  const message = `says ${report.state} of a task that is ${state}`;
  return { do: 'contradiction', message };
}

/** A cause, and words for it, where the report has none. */
interface Default {
  readonly code: string;
  readonly retryable: boolean;
  readonly note: string;
}

const CAUSES = {
  failed: { code: 'unspecified', retryable: false, note: 'the work failed' },
  rejected: { code: 'rejected', retryable: false, note: 'the system would not take the work' },
  cancelled: {
    code: 'cancelledDownstream',
    retryable: false,
    note: 'the system called the work off',
  },
  unknown: {
    code: 'unknownWorkOrder',
    retryable: true,
    note: 'the system knows no such work order',
  },
} as const satisfies Record<string, Default>;

function failed(
  task: TaskView,
  report: StatusReport,
  otherwise: Default,
  now: Date,
  policy: RetryPolicy,
): Decision {
  const { code, retryable } = report.cause ?? otherwise;
  const said = { cause: code, message: report.note ?? otherwise.note };
  if (retryable && task.attempts < task.tries) {
    const delayMs = backOffMs(policy, task.attempts);
    return { do: 'retry', delayMs, attempt: task.attempts + 1, ...said };
  }
  const row = falloutClassOf(code, task.kind);
  const dueAt = new Date(now.getTime() + row.dueInMs).toISOString();
  return { do: 'fallout', class: row.class, owner: row.owner, dueAt, retryable, ...said };
}
