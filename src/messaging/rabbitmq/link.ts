import { connect } from 'amqplib';
import type { ChannelModel, RecoveringChannelModel } from 'amqplib';
import type { Log } from '../log.js';
import type { StateCell } from '../state-cell.js';
import { FAREWELL_LIMIT_MS, within } from './within.js';

const CONNECT_LIMIT_MS = 10_000;
const HEARTBEAT_S = 10;
const RECOVERY = { initialDelay: 200, maxDelay: 10_000, factor: 2, jitter: 0.3 };

/** Where to connect, and what makes a connection usable. */
export interface LinkOptions {
  readonly url: string;
  /**
   * Done on every new connection, before it counts as connected; a rejection drops the connection
   * and tries again.
   */
  readonly setup: (model: ChannelModel) => Promise<void>;
  readonly state: StateCell;
  readonly log: Log;
}

/**
 * The one connection to RabbitMQ, made again whenever it is lost: with back-off, jitter, and no
 * end.
 */
export interface Link {
  /** The connection of this moment; undefined while there is none. */
  current(): ChannelModel | undefined;
  /** Called with every connection made from now on, after `setup`. */
  onUp(listen: (model: ChannelModel) => void): void;
  /** Resolves after the first try to connect, whatever came of it. */
  tried(): Promise<void>;
  /** Lets go of the connection; never makes another one. */
  close(): Promise<void>;
}

/** Connects in the background. */
export function createLink(options: LinkOptions): Link {
  const { state } = options;
  const listeners: ((model: ChannelModel) => void)[] = [];
  let current: ChannelModel | undefined;

  const follow = (handle: RecoveringChannelModel) => {
    handle.on('connect', (model) => {
      current = model;
      state.write(true);
      for (const listen of listeners) listen(model);
    });
    handle.on('disconnect', (error) => {
      current = undefined;
      state.write(false, error.message);
    });
    handle.on('connect-failed', (error: Error) => state.write(false, inWords(error)));
    handle.on('blocked', (why) => state.write(false, `it takes no messages now (${why})`));
    handle.on('unblocked', () => state.write(true));
    listenToErrors(handle, options.log);
    return handle;
  };
  // amqplib makes the first try a turn of the loop later, when the listeners are in place.
  const handle = recovering(options).then(follow);
  const tried = handle.then(firstTry);

  return {
    current: () => current,
    onUp: (listen) => void listeners.push(listen),
    tried: () => tried,
    async close() {
      current = undefined;
      state.end();
      await within(FAREWELL_LIMIT_MS, (await handle).close());
    },
  };
}

const recovering = (options: LinkOptions): Promise<RecoveringChannelModel> =>
  connect(withHeartbeat(options.url), {
    timeout: CONNECT_LIMIT_MS,
    noDelay: true,
    keepAlive: true,
    recovery: {
      ...RECOVERY,
      waitForConnect: false,
      setup: (model: ChannelModel) => setUp(model, options),
    },
  });

/**
 * Without a listener of its own each `error` would end the process; the reason shows in the state.
 */
function listenToErrors(emitter: RecoveringChannelModel | ChannelModel, log: Log): void {
  emitter.on('error', (err: Error) => log.debug({ err }, 'The connection to RabbitMQ failed'));
  emitter.on('handler-error', (err: Error, event: string) =>
    log.error({ err, event }, 'A listener to the connection to RabbitMQ failed'),
  );
}

/**
 * amqplib listens to the connection only after this: a loss in the meantime must fail it, or nobody
 * would notice.
 */
async function setUp(model: ChannelModel, { setup, log }: LinkOptions): Promise<void> {
  let lost: Error | undefined;
  listenToErrors(model, log);
  model.on('close', (error) => (lost = error ?? new Error('Connection closed')));
  await setup(model);
  if (lost) throw lost;
}

function firstTry(handle: RecoveringChannelModel): Promise<void> {
  return new Promise((resolve) => {
    handle.once('connect', () => resolve());
    handle.once('connect-failed', () => resolve());
  });
}

/**
 * A dead peer is noticed after two silent heartbeats; the broker's own default is a minute each.
 */
function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) {
    parsed.searchParams.set('heartbeat', String(HEARTBEAT_S));
  }
  return parsed.toString();
}

/** Several addresses of one host fail as one error without words of its own. */
function inWords(error: Error): string {
  return error instanceof AggregateError
    ? error.errors.map((each: Error) => each.message).join('; ')
    : error.message;
}
