import type { Channel, Options } from 'amqplib';
import type { Queue, Topology } from '../topology.js';
import { retryQueue } from './names.js';

/** Parked messages stay until somebody replays them, however often they are looked at. */
const NO_DELIVERY_LIMIT = 1_000_000_000;

/**
 * Makes the topology, or finds it there. All queues are quorum queues. A queue that is there with
 * other arguments is refused by the broker (406): whoever changes the arguments of a queue gives it
 * a new version in its name.
 */
export async function declareTopology(channel: Channel, topology: Topology): Promise<void> {
  for (const exchange of topology.exchanges) {
    await channel.assertExchange(exchange, 'topic', { durable: true });
  }
  for (const queue of topology.queues) await declareQueue(channel, queue, topology);
}

/**
 * One queue with its dead letters, its delay queues and its binding; the exchange must be there.
 */
export async function declareQueue(
  channel: Channel,
  queue: Queue,
  topology: Topology,
): Promise<void> {
  await channel.assertQueue(queue.parkedIn, quorum({ 'x-delivery-limit': NO_DELIVERY_LIMIT }));
  await channel.assertQueue(
    queue.name,
    // The broker counts returns, not deliveries: a limit of n means n + 1 deliveries.
    quorum({ 'x-delivery-limit': topology.deliveryLimit - 1, ...deadLettersTo(queue.parkedIn) }),
  );
  // A delay queue each: a time to live per message would be held up by the message at the head.
  for (const delayMs of topology.retryDelaysMs) {
    await channel.assertQueue(
      retryQueue(queue.name, delayMs),
      quorum({ 'x-message-ttl': delayMs, ...deadLettersTo(queue.name) }),
    );
  }
  await channel.bindQueue(queue.name, queue.exchange, queue.binding);
}

/**
 * At-least-once: the message leaves only when the other queue has it; that needs reject-publish.
 */
const deadLettersTo = (queue: string) => ({
  'x-dead-letter-exchange': '',
  'x-dead-letter-routing-key': queue,
  'x-dead-letter-strategy': 'at-least-once',
  'x-overflow': 'reject-publish',
});

const quorum = (extra: Record<string, unknown>): Options.AssertQueue => ({
  durable: true,
  arguments: { 'x-queue-type': 'quorum', ...extra },
});
