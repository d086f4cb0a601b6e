import type { ClaimedJob, JobRows } from './job-rows.js';
import type { Log } from './log.js';
import { startRenewal } from './renewal.js';
import type { Renewal } from './renewal.js';

/**
 * The jobs that this process has claimed and not finished; their claims are kept from running out.
 */
export interface HeldJobs {
  hold(jobs: readonly ClaimedJob[]): void;
  drop(jobs: readonly ClaimedJob[]): void;
  /** Renews the claims from time to time. */
  start(): void;
  stop(): Promise<void>;
}

/** Claims are renewed three times in the `claimMs` that they last. */
export function createHeldJobs(rows: JobRows, claimMs: number, log: Log): HeldJobs {
  const held = new Set<ClaimedJob>();
  let renewal: Renewal | undefined;
  const note = (err: unknown) => log.debug({ err }, 'Claims were not renewed');
  const renew = async () => {
    if (held.size > 0) await rows.renew([...held]).catch(note);
  };
  return {
    hold(jobs) {
      for (const job of jobs) held.add(job);
    },
    drop(jobs) {
      for (const job of jobs) held.delete(job);
    },
    start() {
      renewal ??= startRenewal(claimMs / 3, renew);
    },
    async stop() {
      await renewal?.stop();
      renewal = undefined;
    },
  };
}
