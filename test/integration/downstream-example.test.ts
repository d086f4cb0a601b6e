import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { StatusReport } from '../../adapters/adapter.js';
import { adapterNamed } from '../../adapters/index.js';
import { workOrderKey, type WorkOrderVerb } from '../../adapters/keys.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Broker } from '../../src/messaging/broker.js';
import { cloudEventHeaders } from '../../src/messaging/cloudevents.js';
import { openRabbitBroker } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { statusQueue, topologyOf, workOrdersExchange } from '../../src/messaging/topology.js';
import { quietLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';
import { SAMPLE_TASK } from '../unit/adapters/sample-task.js';

const EXAMPLE = fileURLToPath(new URL('../../docs/examples/downstream.mjs', import.meta.url));

describe('docs/examples/downstream.mjs', () => {
  const topology = topologyOf(['fsm', 'project', 'cmdb'], `test.${randomUUID()}`);
  const fsm = adapterNamed('fsm');
  const heard: StatusReport[] = [];
  let wake = (): void => undefined;
  let broker: Broker | undefined;
  let example: ChildProcess | undefined;

  before(async function () {
    await needsRabbit(this);
    const log = quietLog();
    broker = await openRabbitBroker({ url: AMQP_URL, topology, log, now: () => new Date() });
    await broker.consume(statusQueue(topology.prefix), { prefetch: 10, batch: 10 }, (batch) => {
      for (const delivery of batch) {
        const body = JSON.parse(delivery.body.toString()) as JsonObject;
        const report = fsm.read(delivery.key, body);
        if ('faults' in report) throw new Error(report.faults.join());
        heard.push(report);
        delivery.ack();
      }
      wake();
      return Promise.resolve();
    });
    const env = { ...process.env, AMQP_URL, BUS_PREFIX: topology.prefix };
    example = spawn(process.execPath, [EXAMPLE, 'fsm'], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (example.stdout) await once(example.stdout, 'data');
  });

  after(async () => {
    if (example?.exitCode === null) {
      example.kill();
      await once(example, 'exit');
    }
    if (!broker) return;
    await broker.close();
    await removeFromRabbit(topology);
  });

  const ask = async (verb: WorkOrderVerb, workOrderId: string): Promise<StatusReport> => {
    const key = workOrderKey(fsm, verb);
    const messageId = randomUUID();
    const envelope = { id: messageId, type: `turnup.${key}`, source: '/turnup' };
    const headers = cloudEventHeaders({ ...envelope, time: new Date(), subject: workOrderId });
    const body = fsm[verb]({ ...SAMPLE_TASK, workOrderId });
    const exchange = workOrdersExchange(topology.prefix);
    const before = heard.length;
    const answered = new Promise<void>((resolve) => {
      wake = () => (heard.length > before ? resolve() : undefined);
    });
    await broker?.publish([{ messageId, exchange, key, headers, body }]);
    await answered;
    const report = heard.at(-1);
    if (!report) throw new Error('Nothing was heard');
    return report;
  };

  it('answers a create, the same again, a question and a cancel as Turnup reads them', async () => {
    const standing = { workOrderId: 'a', revision: SAMPLE_TASK.revision, sequence: 1 };
    const completed = { ...standing, state: 'completed' };
    expect(await ask('ask', 'a')).to.include({ type: 'snapshot', state: 'unknown' });
    expect(await ask('create', 'a')).to.deep.equal({ type: 'changed', ...completed });
    expect(await ask('create', 'a')).to.deep.equal({ type: 'changed', ...completed });
    expect(await ask('ask', 'a')).to.deep.equal({ type: 'snapshot', ...completed });
    expect(await ask('cancel', 'a')).to.deep.equal({ type: 'changed', ...completed });
    expect(await ask('cancel', 'b')).to.include({ type: 'changed', state: 'cancelled' });
  });
});
