import type { JobHandler } from '../../messaging/jobs.js';
import { rollUpOrders } from './roll-up.js';
import { retryTasks } from './retry-tasks.js';
import { decomposeAgain, startOrders, type StartSettings } from './start.js';

/** Every job that Turnup owes itself, by name. */
export function jobHandlers(settings: StartSettings): Record<string, JobHandler> {
  return {
    'order.start': (unit, jobs) => startOrders(unit, jobs, settings),
    'order.decompose': (unit, jobs) => decomposeAgain(unit, jobs, settings),
    'order.rollUp': rollUpOrders,
    'task.retry': retryTasks,
  };
}
