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
import { createInbox } from './messaging/inbox.js';
import { createJobs } from './messaging/jobs.js';
import { createOutboxRelay } from './messaging/outbox-relay.js';
import { statusQueue } from './messaging/topology.js';
import type { Metrics } from './metrics.js';
import { createReconciler, type Reconciler } from './reconcile/reconciler.js';
import { RULES } from './reconcile/rules/index.js';
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

/** The relay, the inbox, the jobs and reconciliation, wired to what they apply. */
export function createWorkers(
  config: Config,
  drivers: Drivers,
  units: Units,
  metrics: Metrics,
): Workers {
  const { database, broker, topology, log, now, newId } = drivers;
  const holder = `${hostname()}:${process.pid}:${newId()}`;
  const lanes = database.dialect.name === 'sqlite' ? 1 : config.lanes;
  const common = { database, log, now, holder };
  const relay = createOutboxRelay({ ...common, broker, topology });
  const settings = {
    approval: config.approval as 'automatic' | 'manual',
    preset: config.flowPresets,
  };
  const jobs = createJobs({
    ...common,
    units,
    handlers: jobHandlers(settings),
    lanes,
    onParked: async (job, error) => {
      metrics.parkedJobs.inc({ name: job.name });
      await units.run('turnup', (unit) => openForParkedJob(unit, job, error));
    },
  });
  const inbox = createInbox({
    ...common,
    units,
    broker,
    queue: statusQueue(topology.prefix),
    lanes,
    handle: async (unit, messages) => {
      const applied = await applyReports(unit, readStatuses(messages), TASK_BACK_OFF);
      for (const { decision } of applied) metrics.statuses.inc({ outcome: decision.do });
      await compareSnapshots(unit, applied);
    },
  });
  const reconciler = createReconciler({
    ...common,
    units,
    rules: RULES,
    schedule: config.reconcileSchedule,
    silentAfterMs: config.silentAfterMs,
    newId,
  });
  let bridge: Bridge | undefined;
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
      bridge = await startBridge({ broker, topology, log, ...bridgeSettings(config) });
      reconciler.start();
    },
    async stop() {
      await reconciler.stop();
      await bridge?.stop();
      await inbox.stop();
      await jobs.stop();
      await relay.stop();
    },
  };
}

/** What the HTTP end of `api` tasks is told. */
function bridgeSettings({ apiTimeoutMs, apiPollMs, apiAllowPrivate, publicUrl }: Config) {
  const http = { timeoutMs: apiTimeoutMs, pollEveryMs: apiPollMs, allowPrivate: apiAllowPrivate };
  return { http, publicUrl };
}
