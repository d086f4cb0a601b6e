import { hostname } from 'node:os';
import { startBridge, type Bridge } from '../adapters/api/bridge.js';
import type { Config } from './config.js';
import type { Units } from './documents/unit.js';
import type { Drivers } from './drivers.js';
import { jobHandlers } from './fulfilment/apply/handlers.js';
import { openForParkedJob } from './fulfilment/apply/parked-job.js';
import { readStatuses } from './fulfilment/apply/read-status.js';
import { applyReports } from './fulfilment/apply/status.js';
import { TASK_BACK_OFF } from '../mappings/policies/retries.js';
import { createInbox, type Inbox } from './messaging/inbox.js';
import { createJobs, type Jobs } from './messaging/jobs.js';
import { createOutboxRelay } from './messaging/outbox-relay.js';
import { statusQueue } from './messaging/topology.js';
import type { Metrics } from './metrics.js';
import { createReconciler, type Reconciler } from './reconcile/reconciler.js';
import { RULES } from './reconcile/rules/index.js';
import { startSweeper } from './sweeper.js';
import { compareSnapshots } from './reconcile/snapshots.js';

/** Everything that works in the background of one process. */
export interface Workers {
  readonly reconciler: Reconciler;
  /** Something was written that a worker waits for. */
  wake(): void;
  start(): Promise<void>;
  /** Ends what is under way; nothing is taken on any more. */
  stop(): Promise<void>;
}

/** What every worker is made of. */
interface Ground extends Drivers {
  readonly config: Config;
  readonly units: Units;
  readonly metrics: Metrics;
  /** This process, wherever something is held by one of several. */
  readonly holder: string;
  /** Units at once: SQLite has one writer. */
  readonly lanes: number;
}

/** The relay, the inbox, the jobs and reconciliation, wired to what they apply. */
export function createWorkers(
  config: Config,
  drivers: Drivers,
  units: Units,
  metrics: Metrics,
): Workers {
  const holder = `${hostname()}:${process.pid}:${drivers.newId()}`;
  const lanes = drivers.database.dialect.name === 'sqlite' ? 1 : config.lanes;
  const ground: Ground = { ...drivers, config, units, metrics, holder, lanes };
  const relay = createOutboxRelay(ground);
  const jobs = jobsOf(ground);
  const inbox = inboxOf(ground);
  const reconciler = reconcilerOf(ground);
  let bridge: Bridge | undefined;
  let stopSweeper = (): void => undefined;
  return {
    reconciler,
    wake() {
      relay.wake();
      jobs.wake();
    },
    async start() {
      relay.start();
      jobs.start();
      await inbox.start();
      bridge = await startBridge({ ...drivers, ...bridgeSettings(config) });
      reconciler.start();
      stopSweeper = startSweeper(relay, drivers.log);
    },
    async stop() {
      stopSweeper();
      await reconciler.stop();
      await bridge?.stop();
      await inbox.stop();
      await jobs.stop();
      await relay.stop();
    },
  };
}

function jobsOf(ground: Ground): Jobs {
  const { config, units, metrics } = ground;
  const settings = {
    approval: config.approval as 'automatic' | 'manual',
    preset: config.flowPresets,
  };
  return createJobs({
    ...ground,
    handlers: jobHandlers(settings),
    onParked: async (job, error) => {
      metrics.parkedJobs.inc({ name: job.name });
      await units.run('turnup', (unit) => openForParkedJob(unit, job, error));
    },
  });
}

function inboxOf(ground: Ground): Inbox {
  const { topology, metrics } = ground;
  return createInbox({
    ...ground,
    queue: statusQueue(topology.prefix),
    handle: async (unit, messages) => {
      const applied = await applyReports(unit, readStatuses(messages), TASK_BACK_OFF);
      await compareSnapshots(unit, applied);
      unit.afterCommit(() => {
        for (const { decision } of applied) metrics.statuses.inc({ outcome: decision.do });
      });
    },
  });
}

function reconcilerOf(ground: Ground): Reconciler {
  const { reconcileSchedule, silentAfterMs } = ground.config;
  return createReconciler({ ...ground, rules: RULES, schedule: reconcileSchedule, silentAfterMs });
}

/** What the HTTP end of `api` tasks is told. */
function bridgeSettings({ apiTimeoutMs, apiPollMs, apiAllowPrivate, publicUrl }: Config) {
  const http = { timeoutMs: apiTimeoutMs, pollEveryMs: apiPollMs, allowPrivate: apiAllowPrivate };
  return { http, publicUrl };
}
