import { NEVER_SETTLED } from '../intake.js';
import type { Incoming } from '../intake.js';
import type { ClaimedMessage, Settled } from './store.js';

/** The messages that one consumer holds, and what became of them since its last turn. */
export interface Claims {
  /** Notes claimed messages; answers those to be handed out. One tried to the limit is parked. */
  take(messages: readonly ClaimedMessage[]): Incoming[];
  /** Settles one that was never handed out: as if it had not been claimed. */
  giveBack(incoming: Incoming): void;
  /** Held and not settled. */
  held(): number[];
  /** What was settled and is not yet written; from now on it counts as written. */
  takeSettled(): Settled[];
  /** It could not be written after all. */
  putSettled(settled: readonly Settled[]): void;
  owes(): boolean;
}

/** `onSettled` is called whenever there is something to write. */
export function createClaims(
  deliveryLimit: number,
  onSettled: (how: Settled['how']) => void,
): Claims {
  const held = new Map<number, Incoming>();
  const seqOf = new WeakMap<Incoming, number>();
  let settled: Settled[] = [];

  const note = (seq: number, how: Settled['how']) => {
    held.delete(seq);
    settled.push({ seq, how });
    onSettled(how);
  };

  return {
    take(messages) {
      const fresh: Incoming[] = [];
      for (const message of messages) {
        const { seq } = message;
        if (message.attempts > deliveryLimit) {
          note(seq, { kind: 'park', reason: NEVER_SETTLED });
          continue;
        }
        const body = Buffer.from(message.body);
        const incoming: Incoming = { ...message, body, settle: (how) => note(seq, how) };
        held.set(seq, incoming);
        seqOf.set(incoming, seq);
        fresh.push(incoming);
      }
      return fresh;
    },
    giveBack(incoming) {
      const seq = seqOf.get(incoming);
      if (seq !== undefined) note(seq, { kind: 'giveBack' });
    },
    held: () => [...held.keys()],
    takeSettled: () => settled.splice(0),
    putSettled(unwritten) {
      settled = [...unwritten, ...settled];
    },
    owes: () => settled.length > 0,
  };
}
