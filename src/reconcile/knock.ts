import { schedule, validate, type ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';

/**
 * Calls `knock` by a cron expression with seconds; it must not reject. Throws for what is no
 * expression. What node-cron itself has to say, of ticks that it missed, goes to the log at debug.
 */
export function knockOn(
  expression: string,
  knock: () => Promise<void>,
  log: Logger,
): ScheduledTask {
  if (!validate(expression))
    throw new Error(`RECONCILE_SCHEDULE is no cron expression: ${expression}`);
  const say = (said: string | Error) => log.debug(`node-cron: ${String(said)}`);
  const logger = { info: say, warn: say, error: say, debug: say };
  return schedule(expression, knock, { name: 'reconciliation', logger });
}
