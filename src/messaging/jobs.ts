import type { Database } from '../db/database.js';
import type { Units } from '../documents/unit.js';
import { createPatience } from './database-patience.js';
import { createHeldJobs } from './held-jobs.js';
import { createJobRows } from './job-rows.js';
import type { ClaimedJob } from './job-rows.js';
import { createJobRunner } from './job-runner.js';
import type { JobHandler } from './job-runner.js';
import { createLanes } from './lanes.js';
import type { Log } from './log.js';
import { createOutage } from './outage.js';
import { createWaker } from './waker.js';

export type { ClaimedJob } from './job-rows.js';
export type { JobHandler } from './job-runner.js';

/** What jobs are claimed and run with. */
export interface JobsOptions {
  readonly database: Database;
  readonly units: Units;
  /** By the job's name. */
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** Who claims, unique among all processes that share the database. */
  readonly holder: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Jobs of one unit at most; 50 if left out. */
  readonly batch?: number;
  /** Units at once; 1 where the database has one writer. */
  readonly lanes: number;
  /** How long a claimed job belongs to its process without a sign of life; 10 s if left out. */
  readonly claimMs?: number;
  /** How often to look without being woken; 1 second if left out. */
  readonly pollMs?: number;
  /** Called after a job was parked, with why. */
  readonly onParked?: (job: ClaimedJob, error: string) => void | Promise<void>;
}

/**
 * Does the work that Turnup owes itself; any number of processes may.
 *
 * Promises: the effect of a job and its end are one transaction, so it is had once; an attempt is
 * counted before the work; one bad job fails alone, is tried again with back-off, and is parked
 * after ten tries. Jobs of one journey do not run in two lanes of one process.
 * Does not promise: an order among jobs.
 */
export interface Jobs {
  /** Something was asked for. */
  wake(): void;
  /** Claims what is due, does it, and answers how many there were. Rejects as the database does. */
  runNext(): Promise<number>;
  start(): void;
  /** Resolves when what was claimed is done. */
  stop(): Promise<void>;
}

/** Claims nothing until it is started or asked for the next ones. */
export function createJobs(options: JobsOptions): Jobs {
  const { database, log, batch = 50, lanes: count } = options;
  const { claimMs = 10_000, pollMs = 1_000 } = options;
  const outage = createOutage('Jobs', 'the database fails', log);
  const patience = createPatience(database, outage);
  const rows = createJobRows({ ...options, claimMs });
  const runner = createJobRunner({ ...options, rows, patience });
  const held = createHeldJobs(rows, claimMs, log);
  const run = async (jobs: readonly ClaimedJob[]) => {
    await runner.run(jobs);
    held.drop(jobs);
  };
  const lanes = createLanes<ClaimedJob>({ count, batch, run });
  const roomForAll = 2 * batch * count;
  let running = false;
  let lookAgainAt = 0;

  const take = async () => {
    const dueInMs = await rows.dueInMs();
    if (dueInMs > 0) {
      if (running) waker.in(Math.min(dueInMs, pollMs));
      return 0;
    }
    const claimed = await rows.claim(roomForAll - lanes.size());
    held.hold(claimed);
    for (const job of claimed) lanes.push(job.journey ?? job.subject, job);
    return claimed.length;
  };
  /** One at a time, so that an innocent one is not found beside the one that ends the process. */
  const takeSuspect = async () => {
    const suspect = await rows.claimSuspect();
    if (!suspect) return 0;
    held.hold([suspect]);
    await run([suspect]);
    return 1;
  };
  const takeAll = async () => {
    try {
      if (running && performance.now() >= lookAgainAt) {
        lookAgainAt = performance.now() + pollMs;
        await takeSuspect();
      }
      while (running && (await take()) > 0) await lanes.downTo(roomForAll / 2);
      outage.end();
    } catch (error) {
      outage.begin(error);
    }
  };
  const waker = createWaker(pollMs, takeAll);

  return {
    wake() {
      if (running) waker.now();
    },
    async runNext() {
      const taken = (await takeSuspect()) + (await take());
      await lanes.downTo(0);
      return taken;
    },
    start() {
      running = true;
      held.start();
      waker.now();
    },
    async stop() {
      running = false;
      patience.giveUp();
      await waker.stop();
      await lanes.downTo(0);
      await held.stop();
    },
  };
}
