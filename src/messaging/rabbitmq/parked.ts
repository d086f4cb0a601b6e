import type { Channel, GetMessage } from 'amqplib';
import type { ParkedMessage } from '../broker.js';
import type { Log } from '../log.js';
import type { Queue, Topology } from '../topology.js';
import { BrokerUnavailable } from '../unavailable.js';
import { closeQuietly, listenTo } from './kept-channel.js';
import type { Link } from './link.js';
import type { Publisher } from './publisher.js';
import { parkedFrom, replayed } from './wire.js';

/** How many dead letters a replay looks through at most. */
const SEARCH_LIMIT = 100_000;

/** Looking at dead letters, one look at a time: what one holds, another would not see. */
export interface DeadLetters {
  depths(): Promise<Record<string, { ready: number; parked: number }>>;
  /** The oldest first. */
  list(queue: Queue, limit: number): Promise<ParkedMessage[]>;
  replay(queue: Queue, messageId: string): Promise<boolean>;
}

/** Every look has a channel of its own, closed when it is over. */
export function createDeadLetters(
  link: Link,
  publisher: Publisher,
  topology: Topology,
  log: Log,
): DeadLetters {
  let last: Promise<unknown> = Promise.resolve();

  const onChannel = <T>(work: (channel: Channel) => Promise<T>): Promise<T> => {
    const turn = last.then(async () => {
      const model = link.current();
      if (!model) throw new BrokerUnavailable('there is no connection');
      const channel = listenTo(await model.createChannel(), log);
      try {
        return await work(channel);
      } finally {
        await putBack(channel);
      }
    });
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    depths: () => onChannel((channel) => depthsOf(channel, topology)),
    list: (queue, limit) =>
      onChannel(async (channel) => {
        const found: ParkedMessage[] = [];
        await look(channel, queue, limit, (message) => {
          found.push(parkedFrom(queue.name, message));
          return false;
        });
        return found;
      }),
    replay: (queue, messageId) =>
      onChannel(async (channel) => {
        const is = (message: GetMessage) => message.properties.messageId === messageId;
        const message = await look(channel, queue, SEARCH_LIMIT, is);
        if (!message) return false;
        const [outcome] = await publisher.publish([replayed(message, queue.name)]);
        if (outcome !== 'confirmed') return false;
        channel.ack(message);
        return true;
      }),
  };
}

/**
 * What was looked at and not acknowledged goes back to its place. Closing alone would do that too,
 * but only some time after it was answered: the next look would find an empty queue.
 */
async function putBack(channel: Channel): Promise<void> {
  try {
    channel.nackAll(true);
  } catch {
    // Closed by the broker, which puts everything back.
  }
  await closeQuietly(channel);
}

async function depthsOf(channel: Channel, topology: Topology) {
  const depths: Record<string, { ready: number; parked: number }> = {};
  for (const { name, parkedIn } of topology.queues) {
    const { messageCount: ready } = await channel.checkQueue(name);
    const { messageCount: parked } = await channel.checkQueue(parkedIn);
    depths[name] = { ready, parked };
  }
  return depths;
}

/** Takes parked messages until one is the one wanted, at most `limit`. */
async function look(
  channel: Channel,
  queue: Queue,
  limit: number,
  wanted: (message: GetMessage) => boolean,
): Promise<GetMessage | undefined> {
  for (let seen = 0; seen < limit; seen += 1) {
    const message = await channel.get(queue.parkedIn);
    if (!message) return undefined;
    if (wanted(message)) return message;
  }
  return undefined;
}
