import { connect } from 'amqplib';
import { queueNames } from '../../src/messaging/rabbitmq/names.js';
import type { Topology } from '../../src/messaging/topology.js';
import { AMQP_URL } from './services.js';

/** Removes every queue and exchange of a test's topology. */
export async function removeFromRabbit(topology: Topology): Promise<void> {
  const connection = await connect(AMQP_URL);
  const channel = await connection.createChannel();
  for (const queue of topology.queues) {
    for (const name of queueNames(queue, topology)) await channel.deleteQueue(name);
  }
  for (const exchange of topology.exchanges) await channel.deleteExchange(exchange);
  await connection.close();
}
