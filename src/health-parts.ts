import type { Part } from './apis/turnup/health.js';
import type { Drivers } from './drivers.js';

/** A database that takes longer to answer a trivial statement is not well, in milliseconds. */
const ANSWER_LIMIT_MS = 2_000;

/**
 * What readiness depends on. Without the broker orders are still taken and kept (they go out when
 * it is back), but a load balancer does better with a process that has one.
 */
export function healthParts({ database, broker }: Drivers, started: () => boolean): Part[] {
  return [
    {
      name: 'gateway',
      check: async () => (started() ? undefined : { message: 'is starting' }),
    },
    {
      name: 'database',
      check: async () =>
        (await database.answers(ANSWER_LIMIT_MS))
          ? undefined
          : { message: `does not answer within ${ANSWER_LIMIT_MS} ms` },
    },
    {
      name: 'broker',
      check: async () => {
        const { connected, since, reason } = broker.state();
        return connected ? undefined : { message: reason ?? 'is not connected', since };
      },
    },
  ];
}
