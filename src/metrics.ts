import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from './db/database.js';
import type { Broker } from './messaging/broker.js';

/** What the gateway counts; names as Prometheus wants them. */
export interface Metrics {
  readonly registry: Registry;
  readonly requests: Histogram<'method' | 'status'>;
  readonly parkedJobs: Counter<'name'>;
  readonly statuses: Counter<'outcome'>;
}

/**
 * The registry with the process's own metrics, the queues and the backlogs; they are read when
 * somebody asks.
 */
export function createMetrics(database: Database, broker: Broker): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  backlog(registry, database);
  depths(registry, broker);
  return {
    registry,
    requests: new Histogram({
      name: 'turnup_http_request_seconds',
      help: 'HTTP requests by method and status',
      labelNames: ['method', 'status'],
      registers: [registry],
    }),
    parkedJobs: new Counter({
      name: 'turnup_jobs_parked_total',
      help: 'Jobs that failed to the limit, by name',
      labelNames: ['name'],
      registers: [registry],
    }),
    statuses: new Counter({
      name: 'turnup_statuses_total',
      help: 'Status messages, by what was decided',
      labelNames: ['outcome'],
      registers: [registry],
    }),
  };
}

const BACKLOGS = {
  outbox_unsent: 'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL',
  jobs_waiting: 'SELECT COUNT(*) AS n FROM job WHERE parked_at IS NULL',
  jobs_parked: 'SELECT COUNT(*) AS n FROM job WHERE parked_at IS NOT NULL',
  fallouts_open: `SELECT COUNT(*) AS n FROM document WHERE kind = 'fallout' AND state = 'open'`,
} as const;

function backlog(registry: Registry, database: Database): void {
  for (const [name, sql] of Object.entries(BACKLOGS)) {
    new Gauge({
      name: `turnup_${name}`,
      help: `Rows: ${name.replace('_', ' ')}`,
      registers: [registry],
      async collect() {
        const rows = await database.query<{ n: number }>(sql).catch(() => []);
        this.set(Number(rows[0]?.n ?? Number.NaN));
      },
    });
  }
}

function depths(registry: Registry, broker: Broker): void {
  new Gauge({
    name: 'turnup_queue_messages',
    help: 'Messages by queue, ready or parked',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      const queues = await broker.depths().catch(() => ({}));
      for (const [queue, { ready, parked }] of Object.entries(queues)) {
        this.set({ queue, state: 'ready' }, ready);
        this.set({ queue, state: 'parked' }, parked);
      }
    },
  });
}

/** Counts each request by method and status. */
export function observeRequests(metrics: Metrics) {
  return (method: string, status: number | 'aborted', durationMs: number): void =>
    metrics.requests.observe({ method, status: String(status) }, durationMs / 1000);
}
