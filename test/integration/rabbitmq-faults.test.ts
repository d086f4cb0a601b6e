import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import type { Channel, ChannelModel } from 'amqplib';
import { expect } from 'chai';
import type { Broker, Delivery, Publication } from '../../src/messaging/broker.js';
import {
  createRabbitBroker,
  openRabbitBroker,
} from '../../src/messaging/rabbitmq/rabbit-broker.js';
import type { RabbitBrokerOptions } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { statusQueue, topologyOf, workOrdersExchange } from '../../src/messaging/topology.js';
import type { Topology } from '../../src/messaging/topology.js';
import { BrokerUnavailable } from '../../src/messaging/unavailable.js';
import { quietLog, recordingLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';
import { openTcpProxy } from '../support/tcp-proxy.js';
import type { TcpProxy } from '../support/tcp-proxy.js';
import { until } from '../support/until.js';

describe('a RabbitMQ that misbehaves', () => {
  let topology: Topology;
  let queue: string;
  let proxy: TcpProxy;
  let brokers: Broker[];
  let connection: ChannelModel;
  /** A plain AMQP client, as any downstream system may be. */
  let client: Channel;

  beforeEach(async function () {
    await needsRabbit(this);
    topology = { ...topologyOf(['fsm'], `test.${randomUUID()}`), retryDelaysMs: [30] };
    queue = topology.queues[0]?.name ?? '';
    proxy = await openTcpProxy(AMQP_URL);
    brokers = [];
    connection = await connect(AMQP_URL);
    client = await connection.createChannel();
    client.on('error', () => undefined);
  });
  afterEach(async () => {
    if (!connection) return;
    await Promise.all(brokers.map((broker) => broker.close()));
    await proxy.close();
    await connection.close();
    await removeFromRabbit(topology);
  });

  const optionsWith = (options: Partial<RabbitBrokerOptions>): RabbitBrokerOptions => ({
    url: proxy.url,
    topology,
    log: quietLog(),
    now: () => new Date(),
    ...options,
  });
  const open = async (options: Partial<RabbitBrokerOptions> = {}) => {
    const broker = await openRabbitBroker(optionsWith(options));
    brokers.push(broker);
    return broker;
  };
  const message = (n: number): Publication => ({
    messageId: `m${n}`,
    exchange: workOrdersExchange(topology.prefix),
    key: 'fsm.workOrder.create',
    headers: {},
    body: { n, padding: 'x'.repeat(500) },
  });
  const collect = async (broker: Broker, prefetch = 50) => {
    const seen: Delivery[] = [];
    await broker.consume(queue, { prefetch, batch: 10 }, async (batch) => {
      seen.push(...batch);
      for (const delivery of batch) delivery.ack();
    });
    return { seen, ids: () => new Set(seen.map(({ messageId }) => messageId)) };
  };
  const publishAgain = async (broker: Broker, messages: readonly Publication[]) => {
    for (;;) {
      try {
        return await broker.publish(messages);
      } catch (error) {
        expect(error).to.be.instanceOf(BrokerUnavailable);
        await new Promise((resolve) => setImmediate(resolve));
        await until(() => broker.state().connected);
      }
    }
  };

  it('loses nothing that was confirmed, however often the connection is cut in the middle', async () => {
    const broker = await open();
    const { ids } = await collect(broker);
    let published = 0;
    const publishing = (async () => {
      for (let from = 0; from < 3_000; from += 100) {
        const some = Array.from({ length: 100 }, (_, i) => message(from + i));
        published += (await publishAgain(broker, some)).length;
      }
    })();
    for (let cut = 1; cut <= 5; cut += 1) {
      await until(() => published >= cut * 400);
      await proxy.cut();
      await proxy.restore();
    }
    await publishing;
    await until(() => ids().size === 3_000);
    expect(proxy.connections()).to.be.greaterThan(5);
  });

  it('answers a publication whose connection is lost under it', async () => {
    const broker = await open();
    proxy.stall();
    const tried = broker.publish([message(1)]).catch((error: unknown) => error);
    await proxy.cut();
    expect(await tried).to.be.instanceOf(BrokerUnavailable);
    await proxy.restore();
    await until(() => broker.state().connected);
    expect(await broker.publish([message(2)])).to.have.length(1);
  });

  it('takes a confirm that does not come for a loss, and goes on with another channel', async () => {
    const broker = await open({ confirmLimitMs: 100 });
    await broker.publish([message(0)]);
    proxy.stall();
    const tried = await broker.publish([message(1)]).catch((error: unknown) => error);
    expect(tried).to.be.instanceOf(BrokerUnavailable);
    expect(String(tried)).to.contain('confirm');
    await proxy.cut();
    await proxy.restore();
    await until(() => !broker.state().connected);
    await until(() => broker.state().connected);
    expect((await broker.publish([message(2)]))[0]?.outcome).to.equal('confirmed');
  });

  it('is waited for from the start, which is said once', async () => {
    await proxy.cut();
    const { log, lines } = recordingLog();
    const broker = await open({ log });
    expect(broker.state()).to.include({ connected: false });
    expect(broker.state().reason).to.contain('ECONNREFUSED');
    const tried = await broker.publish([message(1)]).catch((error: unknown) => error);
    expect(tried).to.be.instanceOf(BrokerUnavailable);
    const { ids } = await collect(broker);
    await proxy.restore();
    await until(() => broker.state().connected);
    await broker.publish([message(1)]);
    await until(() => ids().has('m1'));
    const told = lines.filter(({ level }) => level >= 30).map(({ level }) => level);
    expect(told).to.deep.equal([40, 30]);
  });

  it('may be asked for things before the first connection is made', async () => {
    const broker = createRabbitBroker(optionsWith({}));
    brokers.push(broker);
    const consuming = collect(broker);
    const [published] = await broker.publish([message(1)]);
    expect(published?.outcome).to.equal('confirmed');
    const { ids } = await consuming;
    await until(() => ids().has('m1'));
  });

  it('may lose a queue: it is made again and consumed again', async () => {
    const broker = await open();
    const { ids } = await collect(broker);
    await broker.publish([message(1)]);
    await until(() => ids().has('m1'));
    await client.deleteQueue(queue);
    for (let n = 2; !ids().has('m2'); n = 2) {
      await broker.publish([message(n)]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(broker.state().connected).to.equal(true);
  });

  it('may lose an exchange: it is made again', async () => {
    const broker = await open();
    await client.deleteExchange(workOrdersExchange(topology.prefix));
    const outcomes: string[] = [];
    while (!outcomes.includes('confirmed')) {
      const [published] = await publishAgain(broker, [message(1)]);
      outcomes.push(published?.outcome ?? '');
    }
    const { ids } = await collect(broker);
    await until(() => ids().has('m1'));
  });

  it('may close the channel of a consumer: another one goes on', async () => {
    const broker = await open();
    let held: Delivery[] = [];
    await broker.consume(queue, { prefetch: 10, batch: 10 }, async (batch) => {
      held.push(...batch);
    });
    await broker.publish([message(1), message(2)]);
    await until(() => held.length === 2);
    // The consumer is told that its queue is gone, and comes back to a new queue of that name.
    await client.deleteQueue(queue);
    const stale = held;
    held = [];
    while (held.length === 0) {
      await broker.publish([message(3)]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const delivery of stale) delivery.ack();
    for (const delivery of held) delivery.ack();
    expect(held.every(({ messageId }) => messageId === 'm3')).to.equal(true);
  });

  it('says what is wrong when a queue is there with other arguments', async () => {
    await client.assertQueue(queue, { durable: true });
    const broker = await open();
    expect(broker.state()).to.include({ connected: false });
    expect(broker.state().reason).to.contain(queue);
    await client.deleteQueue(queue);
    await until(() => broker.state().connected);
  });

  it('serves clients that say little, and parks what they reject', async () => {
    const broker = await open();
    const exchange = workOrdersExchange(topology.prefix);
    client.publish(exchange, 'fsm.bare', Buffer.from('?'));
    client.publish(exchange, 'fsm.full', Buffer.from('{}'), {
      messageId: 'full',
      headers: { n: 7, t: { nested: true }, when: { '!': 'timestamp', value: 1 } },
    });
    const { seen } = await collect(broker);
    await until(() => seen.length === 2);
    expect(seen[0]).to.include({ messageId: '', key: 'fsm.bare' });
    expect(seen[1]?.headers).to.deep.equal({ n: '7' });

    const [, status] = topology.exchanges;
    client.publish(status ?? '', 'fsm.rejected', Buffer.from('{}'), { messageId: 'r' });
    const own = statusQueue(topology.prefix);
    await client.consume(own, (got) => got && client.reject(got, false));
    await until(async () => (await broker.depths())[own]?.parked === 1);
    const [parked] = await broker.parked(own, 1);
    expect(parked).to.include({ messageId: 'r', key: 'fsm.rejected' });
    expect(parked?.reason).to.contain('Rejected');
  });

  it('does not send copies of a retried message where its sender asked for copies', async () => {
    const broker = await open();
    const copies = await client.assertQueue('', { exclusive: true });
    client.sendToQueue(queue, Buffer.from('{}'), {
      messageId: 'cc',
      CC: [copies.queue],
    });
    const seen: boolean[] = [];
    await broker.consume(queue, { prefetch: 1, batch: 1 }, async ([delivery]) => {
      seen.push(delivery?.redelivered ?? false);
      if (delivery?.redelivered) delivery.ack();
      else delivery?.retry(1, 'once more');
    });
    await until(() => seen.length === 2);
    const { messageCount } = await client.checkQueue(copies.queue);
    expect(messageCount, 'the sender’s own copy').to.equal(1);
  });

  it('takes messages larger than a frame', async () => {
    const broker = await open();
    const large = { ...message(1), body: { text: 'ü'.repeat(400_000) } };
    expect((await broker.publish([large, message(2)]))[0]?.outcome).to.equal('confirmed');
    const { seen } = await collect(broker);
    await until(() => seen.length === 2);
    expect(JSON.parse(String(seen[0]?.body))).to.deep.equal(large.body);
  });

  it('closes in order although the connection is lost meanwhile', async () => {
    const broker = await open();
    const { ids } = await collect(broker);
    await broker.publish([message(1)]);
    await until(() => ids().size === 1);
    const closing = broker.close();
    await proxy.cut();
    await closing;
    brokers = [];
    expect(broker.state()).to.include({ connected: false, reason: 'closed' });
  });
});
