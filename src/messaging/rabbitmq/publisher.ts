import type { ChannelModel, ConfirmChannel } from 'amqplib';
import type { Published } from '../broker.js';
import type { Log } from '../log.js';
import { BrokerUnavailable } from '../unavailable.js';
import { createConfirms } from './confirms.js';
import type { Confirms, Outcome } from './confirms.js';
import { keepChannel, listenTo } from './kept-channel.js';
import type { Link } from './link.js';
import type { WireMessage } from './wire.js';
import { within } from './within.js';

/** Publishing across reconnections. */
export interface Publisher {
  /** Open, or no connection; opening goes on in the background. */
  ready(): Promise<void>;
  /**
   * What became of each, in the order given; rejects with BrokerUnavailable when that is not known
   * of all.
   */
  publish(messages: readonly WireMessage[]): Promise<Published['outcome'][]>;
  stop(): Promise<void>;
}

/** What publishing works with. */
export interface PublisherOptions {
  readonly link: Link;
  readonly log: Log;
  /** A confirm that takes longer counts as lost, and the channel with it. */
  readonly confirmLimitMs: number;
  /** Done before a channel is opened for another time: what made it fail may be missing. */
  readonly repair: (model: ChannelModel) => Promise<void>;
}

/** Publishes with confirms on a channel of its own. */
export function createPublisher({
  link,
  log,
  confirmLimitMs,
  repair,
}: PublisherOptions): Publisher {
  let confirms: Confirms | undefined;
  const kept = keepChannel(link, log, async (model, failures) => {
    if (failures > 0) await repair(model);
    const channel: ConfirmChannel = listenTo(await model.createConfirmChannel(), log);
    confirms = createConfirms(channel, log);
    return channel;
  });

  return {
    ready: () => kept.ready(),
    async publish(messages) {
      if (!confirms?.open()) await within(confirmLimitMs, kept.ready());
      const own = confirms;
      if (!own?.open()) throw new BrokerUnavailable('there is no connection');
      const limit = setTimeout(() => {
        own.end(`no confirm within ${confirmLimitMs} ms`);
        kept.renew();
      }, confirmLimitMs);
      try {
        return await sendAll(own, messages);
      } finally {
        clearTimeout(limit);
      }
    },
    stop: () => kept.stop(),
  };
}

async function sendAll(confirms: Confirms, messages: readonly WireMessage[]) {
  const sent: Promise<Outcome>[] = [];
  for (const message of messages) {
    while (confirms.full()) await confirms.room();
    sent.push(confirms.send(message));
  }
  return (await Promise.all(sent)).map((outcome) => {
    if (outcome instanceof BrokerUnavailable) throw outcome;
    return outcome;
  });
}
