import type { ChannelModel } from 'amqplib';
import type { Broker, Consumer, Published } from '../broker.js';
import type { Log } from '../log.js';
import { canBeSent } from '../routing.js';
import { createStateCell } from '../state-cell.js';
import type { Queue, Topology } from '../topology.js';
import { BrokerUnavailable } from '../unavailable.js';
import { startConsumer } from './consumer.js';
import { declareTopology } from './declare.js';
import { closeQuietly, listenTo } from './kept-channel.js';
import { createLink } from './link.js';
import { createDeadLetters } from './parked.js';
import { createPublisher } from './publisher.js';
import { wireMessageOf } from './wire.js';

/** Which RabbitMQ, and what must be there. */
export interface RabbitBrokerOptions {
  /** `amqp://` or `amqps://`. */
  readonly url: string;
  readonly topology: Topology;
  readonly log: Log;
  readonly now?: () => Date;
  /** A confirm that takes longer counts as lost; 30 seconds if left out. */
  readonly confirmLimitMs?: number;
}

/** The broker, and when it has tried to connect. */
export interface RabbitBroker extends Broker {
  /** Resolves after the first try to connect, whatever came of it. */
  tried(): Promise<void>;
}

/**
 * The broker contract on RabbitMQ 3.10 and later. Connects in the background: what is asked of it
 * waits for the first try; after that, `publish` rejects while there is no connection.
 */
export function createRabbitBroker(options: RabbitBrokerOptions): RabbitBroker {
  const { topology, log, now = () => new Date() } = options;
  const state = createStateCell('rabbitmq', log, now);
  const setup = (model: ChannelModel) => declare(model, topology, log);
  const link = createLink({ url: options.url, setup, state, log });
  const confirmLimitMs = options.confirmLimitMs ?? 30_000;
  const publisher = createPublisher({ link, log, confirmLimitMs, repair: setup });
  const deadLetters = createDeadLetters(link, publisher, topology, log);
  const consumers = new Set<Consumer>();

  return {
    name: 'rabbitmq',
    tried: () => link.tried(),
    async publish(messages) {
      await link.tried();
      const { connected, reason } = state.read();
      if (!connected) throw new BrokerUnavailable(reason ?? 'there is no connection');
      const sendable = messages.filter((message) => canBeSent(topology, message));
      const outcomes = await publisher.publish(sendable.map(wireMessageOf));
      const outcomeOf = new Map(sendable.map((message, i) => [message, outcomes[i]]));
      return messages.map((message): Published => {
        const outcome = outcomeOf.get(message) ?? 'unroutable';
        return { messageId: message.messageId, outcome };
      });
    },
    async consume(name, wanted, handle) {
      const queue = queueCalled(name, topology);
      await link.tried();
      const consumer = await startConsumer({
        ...wanted,
        link,
        publisher,
        topology,
        queue,
        log,
        now,
        handle,
      });
      consumers.add(consumer);
      return {
        async stop() {
          consumers.delete(consumer);
          await consumer.stop();
        },
      };
    },
    state: () => state.read(),
    onStateChange: (listen) => state.onChange(listen),
    depths: () => deadLetters.depths(),
    parked: (name, limit) => deadLetters.list(queueCalled(name, topology), limit),
    replay: (name, messageId) => deadLetters.replay(queueCalled(name, topology), messageId),
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await publisher.stop();
      await link.close();
    },
  };
}

/** As createRabbitBroker; resolves after the first try to connect, whatever came of it. */
export async function openRabbitBroker(options: RabbitBrokerOptions): Promise<Broker> {
  const broker = createRabbitBroker(options);
  await broker.tried();
  return broker;
}

async function declare(model: ChannelModel, topology: Topology, log: Log): Promise<void> {
  const channel = listenTo(await model.createChannel(), log);
  await declareTopology(channel, topology);
  await closeQuietly(channel);
}

function queueCalled(name: string, topology: Topology): Queue {
  const queue = topology.queues.find((each) => each.name === name);
  if (!queue) throw new Error(`There is no queue ${name} in the topology`);
  return queue;
}
