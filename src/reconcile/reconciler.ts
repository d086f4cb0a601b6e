import type { ScheduledTask } from 'node-cron';
import type { Logger } from 'pino';
import type { Database } from '../db/database.js';
import type { Units } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { isUnavailable } from '../messaging/database-patience.js';
import { holdLease, releaseLease } from '../messaging/lease.js';
import { createOutage } from '../messaging/outage.js';
import { addFindings, finishRun, startRun } from './history.js';
import { knockOn } from './knock.js';
import type { Rule } from './rule.js';

/** What reconciliation needs. */
export interface ReconcilerParts {
  readonly database: Database;
  readonly units: Units;
  readonly rules: readonly Rule[];
  /** This process, in the lease. */
  readonly holder: string;
  /** Cron expression with seconds, or `off`. */
  readonly schedule: string;
  readonly silentAfterMs: number;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly log: Logger;
}

export interface Reconciler {
  /**
   * Runs one rule, or all; Refusal `conflict` while a run is under way, here or in another process.
   * Answers the run's id when it has ended.
   */
  run(request: { readonly rule?: string; readonly dryRun: boolean }): Promise<string>;
  start(): void;
  stop(): Promise<void>;
}

/** Most things that one run looks at. */
const BUDGET = 10_000;
/** Longer than a run within its budget takes; a process that dies frees the lease after it. */
const LEASE_MS = 120_000;
const LEASE = 'reconciliation';

/**
 * One runner at a time across processes: node-cron only knocks, the lease in the database decides.
 */
export function createReconciler(parts: ReconcilerParts): Reconciler {
  const outage = createOutage('Reconciliation', 'the database does not answer', parts.log);
  let task: ScheduledTask | undefined;
  let running: Promise<string> | undefined;
  const run: Reconciler['run'] = async (request) => {
    const rules = rulesFor(parts.rules, request.rule);
    if (running) throw busy();
    running = runAlone(parts, rules, request);
    return running.finally(() => (running = undefined));
  };
  const knock = async () => {
    try {
      await run({ dryRun: false });
    } catch (error) {
      if (isUnavailable(error)) return outage.begin(error);
      if (!isBusy(error)) parts.log.warn({ err: error }, 'reconciliation did not run');
    }
    outage.end();
  };
  return {
    run,
    start() {
      if (parts.schedule !== 'off') task = knockOn(parts.schedule, knock, parts.log);
    },
    async stop() {
      await task?.destroy();
      await running?.catch(() => undefined);
    },
  };
}

const busy = () => new Refusal('conflict', 'a run is under way; look at GET /reconciliation/runs');
const isBusy = (error: unknown): boolean => error instanceof Refusal && error.kind === 'conflict';

/** The lease is the process's, which may take up one that it could not let go of. */
async function runAlone(
  parts: ReconcilerParts,
  rules: readonly Rule[],
  request: { rule?: string; dryRun: boolean },
): Promise<string> {
  const { database, holder, now } = parts;
  if (!(await holdLease(database, LEASE, holder, LEASE_MS, now()))) throw busy();
  try {
    return await runRules(parts, rules, request);
  } finally {
    await releaseLease(database, LEASE, holder);
  }
}

function rulesFor(rules: readonly Rule[], name: string | undefined): readonly Rule[] {
  if (name === undefined) return rules;
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule) return [rule];
  throw new Refusal('ruleViolation', [
    {
      pointer: '/rule',
      message: `no rule is called ${name}; there are ${rules.map((known) => known.name).join(', ')}`,
    },
  ]);
}

async function runRules(
  parts: ReconcilerParts,
  rules: readonly Rule[],
  request: { rule?: string; dryRun: boolean },
): Promise<string> {
  const { database, now } = parts;
  const id = parts.newId();
  const row = {
    id,
    rule: request.rule ?? null,
    dryRun: request.dryRun,
    startedAt: now().toISOString(),
    holder: parts.holder,
  };
  await database.transaction((tx) => startRun(tx, row));
  let checked = 0;
  try {
    for (const rule of rules) checked += await rule.run(contextOf(parts, rule, id, request.dryRun));
    await database.transaction((tx) => finishRun(tx, id, { checked, at: now().toISOString() }));
  } catch (error) {
    const end = { checked, at: now().toISOString(), error: (error as Error).message };
    await database.transaction((tx) => finishRun(tx, id, end)).catch(() => undefined);
    throw error;
  }
  return id;
}

function contextOf(
  parts: ReconcilerParts,
  rule: Rule,
  run: string,
  dryRun: boolean,
): Parameters<Rule['run']>[0] {
  return {
    run,
    dryRun,
    units: parts.units,
    budget: BUDGET,
    silentAfterMs: parts.silentAfterMs,
    note: (finding, unit) =>
      addFindings(unit, run, [{ ...finding, rule: rule.name, at: unit.now.toISOString() }]),
  };
}
