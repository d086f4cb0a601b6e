import type { Fault } from '../errors.js';
import { allowedFrom, move, TABLES } from '../lifecycle/index.js';
import type { TaskState } from './model.js';

/** What a person may do with a fallout. */
export type FalloutVerb = 'retry' | 'complete' | 'skip' | 'reassign' | 'repay';

/** A fallout as the rules see it. */
export interface FalloutView {
  readonly state: string;
  /** The state of its task; left out for a fallout of decomposition, which has none. */
  readonly task?: TaskState;
}

export interface FalloutAction {
  readonly action: FalloutVerb;
  readonly actor: string;
  readonly reason: string;
  /** For reassign: who acts from now on. */
  readonly owner?: string;
}

/**
 * What changes: words of the state tables for the fallout and its task, a new owner, or a new
 * decomposition of the order.
 */
export interface FalloutChanges {
  readonly fallout?: 'retry' | 'complete' | 'skip' | 'repay';
  readonly task?: 'retry' | 'complete' | 'skip';
  readonly owner?: string;
  readonly decomposeAgain?: boolean;
}

/** Why it cannot be done, ready for a Refusal of this kind. */
export interface FalloutRefusal {
  readonly kind: 'contractViolation' | 'conflict';
  readonly faults: readonly Fault[];
}

/**
 * What an action on a fallout changes. Pure. Every action needs an actor and a reason. A skip
 * leaves the fallout on the books (`skipped`) until it is repaid; the task is over at once, so that
 * its flow goes on.
 */
export function resolveFallout(
  fallout: FalloutView,
  action: FalloutAction,
): FalloutChanges | FalloutRefusal {
  const missing = missingWords(action);
  if (missing.length > 0) return { kind: 'contractViolation', faults: missing };
  const fault = stateFault(fallout, action.action);
  if (fault) return { kind: 'conflict', faults: [fault] };
  switch (action.action) {
    case 'reassign':
      return { owner: action.owner ?? '' };
    case 'repay':
      return { fallout: 'repay' };
    case 'retry':
      return fallout.task
        ? { fallout: 'retry', task: 'retry' }
        : { fallout: 'retry', decomposeAgain: true };
    case 'complete':
    case 'skip':
      return { fallout: action.action, task: action.action };
    default:
      return action.action satisfies never;
  }
}

function missingWords({ action, actor, reason, owner }: FalloutAction): Fault[] {
  const needed = { actor, reason, ...(action === 'reassign' && { owner }) };
  return Object.entries(needed)
    .filter(([, value]) => (value ?? '').trim() === '')
    .map(([name]) => ({
      pointer: `/${name}`,
      message: `${action} needs the ${name}`,
      rule: 'required',
    }));
}

function stateFault(fallout: FalloutView, action: FalloutVerb): Fault | undefined {
  if (action === 'reassign') return reassignFault(fallout.state);
  const { state } = fallout;
  if (move(TABLES.fallout, state, action) !== undefined) return taskFault(fallout, action);
  const allowed = allowedFrom(TABLES.fallout, state).map(({ on }) => on);
  const possible = allowed.join(', ') || 'nothing, this state is final';
  const message = `the fallout is ${state}: ${action} is not possible; possible: ${possible}`;
  return conflict('/state', message);
}

function reassignFault(state: string): Fault | undefined {
  if (state === 'open' || state === 'retrying') return undefined;
  return conflict('/state', `a fallout that is ${state} has no owner to change`);
}

/** Repaying touches no task, and only a retry makes sense where none was made. */
function taskFault({ task }: FalloutView, action: FalloutVerb): Fault | undefined {
  if (action === 'repay') return undefined;
  if (task !== undefined) {
    const possible = move(TABLES.taskFlow, task, action) !== undefined;
    return possible
      ? undefined
      : conflict('/task', `its task is ${task}: ${action} is not possible`);
  }
  if (action === 'retry') return undefined;
  const message = `no task was made that could be ended by ${action}: mend the catalog or its rules, then retry`;
  return conflict('/task', message);
}

function conflict(pointer: string, message: string): Fault {
  return { pointer, message, rule: 'stateTable' };
}
