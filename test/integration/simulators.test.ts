import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { StatusReport } from '../../adapters/adapter.js';
import { ADAPTERS, adapterNamed } from '../../adapters/index.js';
import { workOrderKey } from '../../adapters/keys.js';
import { WELL_BEHAVED, type Behaviour } from '../../adapters/simulation/behaviour.js';
import { fileMemory } from '../../adapters/simulation/file-memory.js';
import { runSimulator } from '../../adapters/simulation/run.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Broker, Publication } from '../../src/messaging/broker.js';
import { openRabbitBroker } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { statusQueue, topologyOf, workOrdersExchange } from '../../src/messaging/topology.js';
import { quietLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';
import { SAMPLE_TASK } from '../unit/adapters/sample-task.js';

const EACH = 300;

describe('the simulators on RabbitMQ', () => {
  const topology = topologyOf(
    ADAPTERS.map(({ name }) => name),
    `test.${randomUUID()}`,
  );
  const log = quietLog();
  const heard: StatusReport[] = [];
  let wake = (): void => undefined;
  let broker: Broker | undefined;
  let memoryDir: string;

  before(async function () {
    await needsRabbit(this);
    memoryDir = await mkdtemp(join(tmpdir(), 'turnup-simulators-'));
    broker = await openRabbitBroker({ url: AMQP_URL, topology, log, now: () => new Date() });
    await broker.consume(statusQueue(topology.prefix), { prefetch: 500, batch: 200 }, (batch) => {
      for (const delivery of batch) {
        const adapter = adapterNamed(String(delivery.key.split('.')[0]));
        const report = adapter.read(
          delivery.key,
          JSON.parse(delivery.body.toString()) as JsonObject,
        );
        if ('faults' in report) throw new Error(report.faults.join());
        heard.push(report);
        delivery.ack();
      }
      wake();
      return Promise.resolve();
    });
  });

  after(async () => {
    if (!broker) return;
    await broker.close();
    await removeFromRabbit(topology);
    await rm(memoryDir, { recursive: true });
  });

  const run = (behaviour: Partial<Behaviour>) => {
    if (!broker) throw new Error('There is no broker');
    const all = { ...WELL_BEHAVED, seed: 1, ...behaviour };
    return runSimulator({ adapters: ADAPTERS, broker, topology, behaviour: all, memoryDir, log });
  };
  const until = (is: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      wake = () => (is() ? resolve() : undefined);
      wake();
    });
  const orders = (prefix: string): Publication[] =>
    ADAPTERS.flatMap((adapter) =>
      Array.from({ length: EACH }, (_, index) => ({
        messageId: randomUUID(),
        exchange: workOrdersExchange(topology.prefix),
        key: workOrderKey(adapter, 'create'),
        headers: {},
        body: adapter.create({
          ...SAMPLE_TASK,
          workOrderId: `${prefix}-${adapter.name}-${index}`,
        }),
      })),
    );
  const completed = (prefix: string) =>
    new Set(
      heard
        .filter(({ workOrderId, state }) => workOrderId.startsWith(prefix) && state === 'completed')
        .map(({ workOrderId }) => workOrderId),
    );

  it('complete every work order, acting on each once, though each comes twice', async () => {
    const simulator = await run({ duplicate: 0.2, reorder: true });
    const sent = orders('twice');
    await broker?.publish(sent);
    await broker?.publish(sent);
    await until(() => completed('twice').size === ADAPTERS.length * EACH);
    await simulator.stop();
    for (const { name } of ADAPTERS) {
      const memory = await fileMemory(join(memoryDir, `simulated-${name}.jsonl`));
      const acts = [...memory.all()].map((record) => record.acts);
      await memory.close();
      expect(acts).to.have.length(EACH);
      for (const one of acts) expect(one).to.deep.equal({ [SAMPLE_TASK.revision]: 1 });
    }
  });

  it('go on, after a restart, with work that was under way', async () => {
    const first = await run({ slowMs: 3_600_000 });
    await broker?.publish(orders('slow'));
    const begun = () =>
      heard.filter(({ workOrderId, sequence }) => /^slow/.test(workOrderId) && sequence === 1);
    await until(() => begun().length >= ADAPTERS.length * EACH);
    await first.stop();
    expect(completed('slow').size).to.equal(0);
    for (const { name } of ADAPTERS) await makeDue(join(memoryDir, `simulated-${name}.jsonl`));
    const second = await run({ slowMs: 3_600_000 });
    await until(() => completed('slow').size === ADAPTERS.length * EACH);
    await second.stop();
  });
});

/** As if the time that the work takes had passed while nobody was there. */
async function makeDue(path: string): Promise<void> {
  const memory = await fileMemory(path);
  for (const record of [...memory.all()]) {
    if (record.underWay) memory.set({ ...record, underWay: { ...record.underWay, dueAtMs: 0 } });
  }
  await memory.close();
}
