import type { JobHandler } from '../../messaging/jobs.js';
import { closeForDoneJobs } from './parked-job.js';
import { rollUpOrders } from './roll-up.js';
import { retryTasks } from './retry-tasks.js';
import { decomposeAgain, startOrders, type StartSettings } from './start.js';

/** Every job that Turnup owes itself, by name. */
export function jobHandlers(settings: StartSettings): Record<string, JobHandler> {
  return {
    'order.start': recovering((unit, jobs) => startOrders(unit, jobs, settings)),
    'order.decompose': recovering((unit, jobs) => decomposeAgain(unit, jobs, settings)),
    'order.rollUp': recovering(rollUpOrders),
    'task.retry': recovering(retryTasks),
  };
}

/** A job that a person retried closes its record when it is done. */
function recovering(handler: JobHandler): JobHandler {
  return async (unit, jobs) => {
    await handler(unit, jobs);
    await closeForDoneJobs(unit, jobs);
  };
}
