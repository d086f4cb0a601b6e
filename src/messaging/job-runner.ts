import type { Unit, Units } from '../documents/unit.js';
import { backoffMs } from './backoff.js';
import { isUnavailable } from './database-patience.js';
import type { Patience } from './database-patience.js';
import type { ClaimedJob, JobRows } from './job-rows.js';
import type { Log } from './log.js';
import { reasonOf } from './reason.js';

/** Does jobs of one name, all in the unit. It may be called again for the same jobs. */
export type JobHandler = (unit: Unit, jobs: ClaimedJob[]) => Promise<void>;

/** What jobs are run with. */
export interface JobRunnerOptions {
  readonly units: Units;
  readonly handlers: Readonly<Record<string, JobHandler>>;
  readonly rows: JobRows;
  readonly patience: Patience;
  readonly log: Log;
  readonly now: () => Date;
  readonly onParked?: (job: ClaimedJob, error: string) => void | Promise<void>;
}

/** Runs claimed jobs: those of one name together. Never rejects. */
export interface JobRunner {
  run(jobs: readonly ClaimedJob[]): Promise<void>;
}

/** A job that failed as often as this is parked. */
export const JOB_ATTEMPTS_LIMIT = 10;
const TRY_AGAIN = { baseMs: 1_000, maxMs: 300_000 };
const NEVER_FINISHED = 'Claimed to the limit and never finished; it may end the process';
/** Who acts in what jobs bring about. */
const ACTOR = 'turnup';

/** Jobs of a name without a handler fail like any other: a newer process may know it. */
export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { units, handlers, rows, patience, log } = options;

  const inOneUnit = (name: string, jobs: readonly ClaimedJob[]) =>
    units.run(ACTOR, async (unit) => {
      const handler = handlers[name];
      if (!handler) throw new Error(`There is no handler for jobs called ${name}`);
      // First: whoever lost them to another process must not have their effect.
      const mine = await rows.remove(unit, jobs);
      if (mine.length > 0) await handler(unit, mine);
    });
  const runTogether = async (name: string, jobs: readonly ClaimedJob[]): Promise<void> => {
    try {
      await patience.patiently(() => inOneUnit(name, jobs));
    } catch (error) {
      const [only, ...others] = jobs;
      if (isUnavailable(error) || !only) return;
      if (others.length === 0) return fail(only, error);
      log.warn({ err: error, name, jobs: jobs.length }, 'Jobs are done one by one');
      for (const job of jobs) await runTogether(name, [job]);
    }
  };
  const fail = async (job: ClaimedJob, error: unknown) => {
    const { name, subject, journey, attempts } = job;
    const reason = reasonOf(error);
    log.warn({ err: error, name, subject, journey, attempts }, 'A job failed');
    if (attempts >= JOB_ATTEMPTS_LIMIT) return park(job, reason);
    const delayMs = backoffMs(attempts, TRY_AGAIN, Math.random());
    const dueAt = new Date(options.now().getTime() + delayMs);
    await patience.patiently(() => rows.putOff(job, dueAt, reason));
  };
  const park = async (job: ClaimedJob, reason: string) => {
    const { name, subject, journey, attempts } = job;
    log.error({ name, subject, journey, attempts, reason }, 'A job is parked');
    await patience.patiently(() => rows.park(job, reason));
    await options.onParked?.(job, reason);
  };

  return {
    async run(jobs) {
      try {
        const [worn, fresh] = split(jobs, ({ attempts }) => attempts > JOB_ATTEMPTS_LIMIT);
        for (const job of worn) await park(job, job.lastError ?? NEVER_FINISHED);
        for (const [name, named] of byName(fresh)) await runTogether(name, named);
      } catch (error) {
        // The claim runs out, and the jobs are tried again.
        if (!isUnavailable(error)) log.error({ err: error }, 'Jobs could not be settled');
      }
    },
  };
}

function byName(jobs: readonly ClaimedJob[]): Map<string, ClaimedJob[]> {
  const named = new Map<string, ClaimedJob[]>();
  for (const job of jobs) {
    const same = named.get(job.name);
    if (same) same.push(job);
    else named.set(job.name, [job]);
  }
  return named;
}

function split<T>(all: readonly T[], first: (one: T) => boolean): [T[], T[]] {
  return [all.filter(first), all.filter((one) => !first(one))];
}
