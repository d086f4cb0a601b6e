import type { ClaimedJob, JobRows } from './job-rows.js';
import type { Log } from './log.js';

/**
 * The jobs that this process has claimed and not finished; their claims are kept from running out.
 */
export interface HeldJobs {
  hold(jobs: readonly ClaimedJob[]): void;
  drop(jobs: readonly ClaimedJob[]): void;
  /** Renews the claims from time to time. */
  start(): void;
  stop(): void;
}

export function createHeldJobs(rows: JobRows, claimMs: number, log: Log): HeldJobs {
  const held = new Set<ClaimedJob>();
  let timer: NodeJS.Timeout | undefined;
  const renew = () => {
    if (held.size === 0) return;
    rows.renew([...held]).catch((err: unknown) => log.debug({ err }, 'Claims were not renewed'));
  };
  return {
    hold(jobs) {
      for (const job of jobs) held.add(job);
    },
    drop(jobs) {
      for (const job of jobs) held.delete(job);
    },
    start() {
      timer ??= setInterval(renew, claimMs / 3);
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}
