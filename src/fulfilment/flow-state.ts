import type { PlannedTask, TaskState } from './model.js';

type FlowState = 'active' | 'hold' | 'completed' | 'cancelled';

/**
 * Tasks that may be dispatched now: they wait, and all that they come after is completed or
 * skipped.
 */
export function nextTasks(tasks: readonly PlannedTask[]): PlannedTask[] {
  const over = new Set(tasks.filter(({ state }) => isDone(state)).map(({ name }) => name));
  return tasks.filter(
    (task) => task.state === 'waiting' && task.after.every((name) => over.has(name)),
  );
}

/**
 * The state of a flow from its tasks (TMF701 words). Over when all tasks are: `cancelled` when one
 * of them was, else `completed`, also for a flow without tasks. `hold` when no task can move by
 * itself: what is open is a fallout, or comes after one. A fallout holds up none of its siblings.
 */
export function flowState(tasks: readonly PlannedTask[]): FlowState {
  const open = tasks.filter(({ state }) => !isDone(state) && state !== 'cancelled');
  if (open.length === 0) {
    return tasks.some(({ state }) => state === 'cancelled') ? 'cancelled' : 'completed';
  }
  const moving = open.some(({ state }) => state === 'sent' || state === 'inProgress');
  return moving || nextTasks(tasks).length > 0 ? 'active' : 'hold';
}

function isDone(state: TaskState): boolean {
  return state === 'completed' || state === 'skipped';
}
