import { randomUUID } from 'node:crypto';
import type { StatusReport, TaskBrief } from '../../adapters/adapter.js';
import { api } from '../../adapters/api/adapter.js';
import { startBridge, type Bridge, type BridgeOptions } from '../../adapters/api/bridge.js';
import { workOrderKey, type WorkOrderVerb } from '../../adapters/keys.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Broker, Publication } from '../../src/messaging/broker.js';
import {
  statusQueue,
  topologyOf,
  workOrdersExchange,
  type Topology,
} from '../../src/messaging/topology.js';
import { SAMPLE_TASK } from '../unit/adapters/sample-task.js';

/** A topology with delays that a test does not mind waiting for. */
export const quickTopology = (prefix: string): Topology => ({
  ...topologyOf(['api'], prefix),
  retryDelaysMs: [20, 40, 80],
});

/** The api bridge on a broker, seen from Turnup's side. */
export interface ApiBench {
  /** What was said so far, read by the adapter, each message once. */
  readonly said: readonly StatusReport[];
  /** `changed completed 3` and so on, of one work order. */
  wordsOf(workOrderId: string): string[];
  /** The traces that its statuses belong to. */
  tracesOf(workOrderId: string): ReadonlySet<string | undefined>;
  /** Resolves when something like this was said; answers it. */
  heard(report: Partial<StatusReport>): Promise<StatusReport>;
  start(options?: Partial<BridgeOptions>): Promise<Bridge>;
  send(...messages: readonly Publication[]): Promise<void>;
  /** Stops what was started. */
  stop(): Promise<void>;
}

export async function openApiBench(broker: Broker, topology: Topology): Promise<ApiBench> {
  const said: StatusReport[] = [];
  const ids = new Set<string>();
  const traces = new Map<string, Set<string | undefined>>();
  const running: { stop(): Promise<void> }[] = [];
  let watchers: (() => void)[] = [];
  const listening = await broker.consume(
    statusQueue(topology.prefix),
    { prefetch: 100, batch: 100 },
    (batch) => {
      for (const { key, body, messageId, headers, ack } of batch) {
        const report = api.read(key, JSON.parse(body.toString()) as JsonObject);
        if ('faults' in report) throw new Error(report.faults.join('; '));
        if (!ids.has(messageId)) said.push(report);
        ids.add(messageId);
        const { workOrderId } = report;
        traces.set(workOrderId, (traces.get(workOrderId) ?? new Set()).add(headers['traceparent']));
        ack();
      }
      for (const watch of [...watchers]) watch();
      return Promise.resolve();
    },
  );
  const log = { info: () => undefined, warn: () => undefined };
  const http = { timeoutMs: 5_000, pollEveryMs: 10, allowPrivate: true };
  return {
    said,
    wordsOf: (id) =>
      said
        .filter(({ workOrderId }) => workOrderId === id)
        .map(({ type, state, sequence }) => `${type} ${state} ${sequence}`),
    tracesOf: (id) => traces.get(id) ?? new Set(),
    heard: (wanted) =>
      new Promise((resolve) => {
        const isIt = (report: StatusReport) =>
          Object.entries(wanted).every(([name, value]) => Reflect.get(report, name) === value);
        const watch = () => {
          const report = said.find(isIt);
          if (!report) return;
          watchers = watchers.filter((other) => other !== watch);
          resolve(report);
        };
        watchers.push(watch);
        watch();
      }),
    start: async (options) => {
      const publicUrl = 'https://gateway.test';
      const bridge = await startBridge({ broker, topology, http, publicUrl, log, ...options });
      running.push(bridge);
      return bridge;
    },
    send: async (...messages) => void (await broker.publish(messages)),
    stop: async () => {
      for (const one of running.splice(0)) await one.stop();
      await listening.stop();
    },
  };
}

/** A message to the bridge, as Turnup sends it; `url` and `answer` are those of the call. */
export function errandTo(
  topology: Topology,
  verb: WorkOrderVerb,
  call: { readonly url: string; readonly answer?: 'callback' | 'poll' },
  task: Partial<TaskBrief> & Pick<TaskBrief, 'workOrderId'>,
): Publication {
  const { url, answer = 'callback' } = call;
  return {
    messageId: randomUUID(),
    exchange: workOrdersExchange(topology.prefix),
    key: workOrderKey(api, verb),
    headers: { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' },
    body: api[verb]({ ...SAMPLE_TASK, call: { url, answer }, ...task }),
  };
}
