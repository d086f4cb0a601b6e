import { randomUUID } from 'node:crypto';
import type { StatusReport } from '../../adapters/adapter.js';
import { adapterNamed } from '../../adapters/index.js';
import { statusKey, verbOf, type StatusKind, type WorkOrderVerb } from '../../adapters/keys.js';
import type { JsonObject } from '../../openapi/json.js';
import { statusExchange, workOrdersQueue } from '../../src/messaging/topology.js';
import type { Drivers } from '../../src/drivers.js';

/** What a downstream system was asked. */
export interface Asked {
  readonly verb: WorkOrderVerb;
  readonly workOrderId: string;
  readonly revision: number;
  /** The task's word. */
  readonly task: string;
  readonly body: JsonObject;
}

/** What it says of a work order; its first status unless `sequence` says otherwise. */
export type Says = Pick<StatusReport, 'state'> &
  Partial<Omit<StatusReport, 'type' | 'state'>> & { readonly kind?: StatusKind };

/** A downstream system whose every word is the test's. */
export interface ScriptedSystem {
  /** Everything that it was asked, in order. */
  readonly asked: readonly Asked[];
  /** Says something of its own accord; answers the message's id. */
  say(workOrderId: string, says: Says): Promise<string>;
  stop(): Promise<void>;
}

/**
 * Consumes the work orders of one system in place of a simulator (SIMULATE must leave it out), and
 * answers each as `answer` decides; without an answer it keeps silent.
 */
export async function playSystem(
  { broker, topology }: Pick<Drivers, 'broker' | 'topology'>,
  name: string,
  answer: (asked: Asked) => readonly Says[] = () => [],
): Promise<ScriptedSystem> {
  const adapter = adapterNamed(name);
  const asked: Asked[] = [];
  const say = async (workOrderId: string, { kind = 'changed', ...says }: Says) => {
    const messageId = randomUUID();
    const body = { workOrderId, revision: 1, sequence: 1, ...says } as unknown as JsonObject;
    const exchange = statusExchange(topology.prefix);
    const key = statusKey(adapter, kind);
    await broker.publish([{ messageId, exchange, key, headers: {}, body }]);
    return messageId;
  };
  const queue = workOrdersQueue(topology.prefix, name);
  const consumer = await broker.consume(queue, { prefetch: 100, batch: 20 }, async (batch) => {
    for (const { key, body, ack } of batch) {
      const json = JSON.parse(body.toString()) as JsonObject & Asked;
      const { workOrderId, revision, task } = json;
      const verb = verbOf(adapter, key) ?? 'create';
      const one: Asked = { verb, workOrderId, revision, task, body: json };
      asked.push(one);
      for (const says of answer(one)) await say(workOrderId, { revision, ...says });
      ack();
    }
  });
  return { asked, say, stop: () => consumer.stop() };
}
