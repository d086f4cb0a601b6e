import type { Channel, ChannelModel } from 'amqplib';
import type { Consumer, ConsumerOptions, Delivery } from '../broker.js';
import { createIntake } from '../intake.js';
import type { Intake } from '../intake.js';
import type { Log } from '../log.js';
import type { Queue, Topology } from '../topology.js';
import { declareQueue } from './declare.js';
import { closeQuietly, keepChannel, listenTo } from './kept-channel.js';
import type { Link } from './link.js';
import type { Publisher } from './publisher.js';
import { createSession } from './session.js';
import type { Session } from './session.js';
import { within, FAREWELL_LIMIT_MS } from './within.js';

/** What a consumer works with. */
export interface RabbitConsumerOptions extends ConsumerOptions {
  readonly link: Link;
  readonly publisher: Publisher;
  readonly topology: Topology;
  readonly queue: Queue;
  readonly log: Log;
  readonly now: () => Date;
  readonly handle: (batch: Delivery[]) => Promise<void>;
}

/**
 * One consuming channel at a time, for as long as the consumer is wanted; resolves when it consumes
 * or must wait.
 */
export async function startConsumer(options: RabbitConsumerOptions): Promise<Consumer> {
  const { link, topology, queue, log } = options;
  const { deliveryLimit, retryDelaysMs } = topology;
  const intake = createIntake({ ...options, deliveryLimit, retryDelaysMs });
  let latest: { channel: Channel; session: Session; tag: string } | undefined;

  const open = async (model: ChannelModel, failures: number) => {
    const channel = listenTo(await model.createChannel(), log);
    if (failures > 0) await declareQueue(channel, queue, topology);
    const session = createSession(channel, {
      ...options,
      queue: queue.name,
      parkedIn: queue.parkedIn,
    });
    const tag = await subscribe(channel, session, intake, options);
    latest = { channel, session, tag };
    return channel;
  };
  const kept = keepChannel(link, log, open);
  await kept.ready();

  const windDown = async () => {
    intake.close();
    if (latest) await cancel(latest.channel, latest.tag);
    for (const incoming of intake.withdraw()) latest?.session.giveBack(incoming);
    await intake.idle();
    await latest?.session.settled();
  };
  return { stop: () => kept.stop(windDown) };
}

async function subscribe(
  channel: Channel,
  session: Session,
  intake: Intake,
  { queue, prefetch }: RabbitConsumerOptions,
): Promise<string> {
  // Per consumer: a prefetch for the whole channel closes the connection when the queue is a quorum
  // queue.
  await channel.prefetch(prefetch, false);
  // What waits was delivered on this channel and will be delivered again.
  channel.once('close', () => void intake.withdraw());
  const { consumerTag } = await channel.consume(queue.name, (message) => {
    if (message) intake.offer([session.receive(message)]);
    // The queue is gone, or has moved to another node.
    else void closeQuietly(channel);
  });
  return consumerTag;
}

async function cancel(channel: Channel, tag: string): Promise<void> {
  try {
    await within(FAREWELL_LIMIT_MS, channel.cancel(tag));
  } catch {
    // The channel is closed: nothing comes from it any more.
  }
}
