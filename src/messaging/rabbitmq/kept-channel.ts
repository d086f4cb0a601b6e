import type { Channel, ChannelModel } from 'amqplib';
import { backoffMs } from '../backoff.js';
import type { Log } from '../log.js';
import type { Link } from './link.js';
import { FAREWELL_LIMIT_MS, within } from './within.js';

const REOPEN = { baseMs: 100, maxMs: 10_000 };

/** A channel that is opened again on every new connection, and when the broker closes it alone. */
export interface KeptChannel {
  /**
   * Resolves when the channel is open or the try to open it failed, at once where there is no
   * connection; it goes on trying.
   */
  ready(): Promise<void>;
  /** Gives this channel up and opens another. */
  renew(): void;
  /**
   * Opens no more, does what is to be done `before`, and closes the open one. Closing gives
   * unsettled messages back to their queue.
   */
  stop(before?: () => Promise<void>): Promise<void>;
}

/**
 * `open` makes the channel and all that hangs on it; `failures` tells it how often in a row it
 * failed before. A rejection is logged and tried again with back-off.
 */
export function keepChannel(
  link: Link,
  log: Log,
  open: (model: ChannelModel, failures: number) => Promise<Channel>,
): KeptChannel {
  let channel: Channel | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let failures = 0;
  let attempt: Promise<void> = Promise.resolve();
  let forgo: () => void = () => undefined;

  const later = (model: ChannelModel) => {
    if (stopped || link.current() !== model) return;
    failures += 1;
    clearTimeout(timer);
    forgo();
    const delayMs = backoffMs(failures, REOPEN, Math.random());
    attempt = new Promise((resolve) => {
      forgo = resolve;
      timer = setTimeout(() => void attach(model).then(resolve), delayMs);
    });
  };
  const attach = async (model: ChannelModel) => {
    if (stopped || link.current() !== model) return;
    try {
      const opened = await open(model, failures);
      if (stopped || link.current() !== model) return await closeQuietly(opened);
      channel = opened;
      failures = 0;
      opened.once('close', () => {
        if (channel !== opened) return;
        channel = undefined;
        later(model);
      });
    } catch (err) {
      if (!stopped) log.warn({ err }, 'A channel to RabbitMQ could not be opened');
      later(model);
    }
  };
  const start = (model: ChannelModel) => {
    attempt = attach(model);
  };

  link.onUp(start);
  const model = link.current();
  if (model) start(model);

  return {
    ready: () => attempt,
    renew() {
      const old = channel;
      const now = link.current();
      channel = undefined;
      if (old) void closeQuietly(old);
      if (now) later(now);
    },
    async stop(before) {
      stopped = true;
      clearTimeout(timer);
      forgo();
      await within(FAREWELL_LIMIT_MS, attempt);
      await before?.();
      const last = channel;
      channel = undefined;
      if (last) await closeQuietly(last);
    },
  };
}

/** Listeners first: an `error` that nobody listens to ends the process. */
export function listenTo<C extends Channel>(channel: C, log: Log): C {
  channel.on('error', (err: Error) => log.warn({ err }, 'RabbitMQ closed a channel'));
  channel.on('handler-error', (err: Error, event: string) =>
    log.error({ err, event }, 'A listener to a channel failed'),
  );
  return channel;
}

/** Closes a channel that may be closed already, or be lost while it closes. */
export async function closeQuietly(channel: Channel): Promise<void> {
  // When the connection goes in the meantime, `close` itself never answers.
  const gone = new Promise<void>((resolve) => channel.once('close', resolve));
  try {
    await within(FAREWELL_LIMIT_MS, Promise.race([channel.close(), gone]));
  } catch {
    // Closed already, by the broker or with the connection: what was wanted.
  }
}
