import type { Consumer, ConsumerOptions, Delivery } from '../broker.js';
import { createIntake } from '../intake.js';
import type { Log } from '../log.js';
import { startRenewal } from '../renewal.js';
import type { Topology } from '../topology.js';
import { createClaims } from './claims.js';
import type { MessageStore } from './store.js';
import { createWaker } from '../waker.js';

/** What a consumer works with. */
export interface EmbeddedConsumerOptions extends ConsumerOptions {
  readonly store: MessageStore;
  readonly queue: string;
  readonly topology: Topology;
  readonly claimMs: number;
  /** How often to look for what nobody woke this consumer for. */
  readonly pollMs: number;
  readonly log: Log;
  readonly handle: (batch: Delivery[]) => Promise<void>;
  /** Told when the database fails; the consumer then waits to be woken. */
  readonly onAway: (error: unknown) => void;
}

/** A consumer that can be told of new messages. */
export interface EmbeddedConsumer extends Consumer {
  /** There may be something to claim. */
  wake(): void;
}

/**
 * Claims messages and settles them, in turns: what was settled since the last one goes together
 * with the next claim. One turn at a time, so that the busier it is, the more goes into each.
 */
export function startEmbeddedConsumer(options: EmbeddedConsumerOptions): EmbeddedConsumer {
  const { store, queue, prefetch, claimMs, onAway } = options;
  const { deliveryLimit, retryDelaysMs } = options.topology;
  let mayHaveMore = true;
  let stopping = false;

  const intake = createIntake({ ...options, deliveryLimit, retryDelaysMs });
  const claims = createClaims(deliveryLimit, (how) => {
    if (how.kind === 'retry') waker.in(how.delayMs);
    waker.now();
  });

  const turn = async () => {
    const room = stopping ? 0 : prefetch - intake.unsettled();
    const claim = room > 0 && (mayHaveMore || (await store.hasReady(queue))) ? room : 0;
    if (claim === 0 && !claims.owes()) return;
    // Before the claim: a message published while it runs may be missed by it.
    mayHaveMore = false;
    const settled = claims.takeSettled();
    try {
      const claimed = await store.turn({ queue, settled, claim });
      if (claim === 0 || claimed.length === claim) mayHaveMore = true;
      intake.offer(claims.take(claimed));
    } catch (error) {
      mayHaveMore = true;
      claims.putSettled(settled);
      throw error;
    }
  };
  const turnOrWait = () => turn().catch(onAway);

  const waker = createWaker(options.pollMs, turnOrWait);
  const renewal = startRenewal(claimMs / 3, async () => {
    const held = claims.held();
    if (held.length > 0) await store.renew(held).catch(onAway);
  });
  waker.now();

  return {
    wake() {
      mayHaveMore = true;
      waker.now();
    },
    async stop() {
      stopping = true;
      intake.close();
      await waker.settled();
      for (const incoming of intake.withdraw()) claims.giveBack(incoming);
      await intake.idle();
      await renewal.stop();
      await waker.stop();
      await turnOrWait();
    },
  };
}
