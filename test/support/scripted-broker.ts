import type { Broker, BrokerState, Publication, Published } from '../../src/messaging/broker.js';
import { BrokerUnavailable } from '../../src/messaging/unavailable.js';

/** A broker that takes what it is told to take and remembers it; it has no consumers. */
export interface ScriptedBroker extends Broker {
  /** What it confirmed, in order. */
  readonly confirmed: Publication[];
  /** How many messages each call held. */
  readonly calls: number[];
  /** What becomes of a message from now on. */
  answer(outcomeOf: (message: Publication) => Published['outcome']): void;
  /** Called before each publication is answered. */
  before(work: (messages: readonly Publication[]) => Promise<void>): void;
  setConnected(connected: boolean): void;
}

export function scriptedBroker(): ScriptedBroker {
  const listeners: ((state: BrokerState) => void)[] = [];
  let state: BrokerState = { connected: true, since: new Date(0) };
  let outcomeOf: (message: Publication) => Published['outcome'] = () => 'confirmed';
  let before: (messages: readonly Publication[]) => Promise<void> = async () => undefined;
  const confirmed: Publication[] = [];
  const calls: number[] = [];
  const missing = () => Promise.reject(new Error('a scripted broker has no queues'));

  return {
    name: 'embedded',
    confirmed,
    calls,
    answer: (next) => void (outcomeOf = next),
    before: (work) => void (before = work),
    setConnected(connected) {
      state = { connected, since: new Date(0), ...(!connected && { reason: 'told so' }) };
      for (const listen of listeners) listen(state);
    },
    async publish(messages) {
      if (!state.connected) throw new BrokerUnavailable('told so');
      await before(messages);
      calls.push(messages.length);
      return messages.map((message) => {
        const outcome = outcomeOf(message);
        if (outcome === 'confirmed') confirmed.push(message);
        return { messageId: message.messageId, outcome };
      });
    },
    state: () => state,
    onStateChange: (listen) => void listeners.push(listen),
    consume: missing,
    depths: async () => ({}),
    parked: async () => [],
    replay: async () => false,
    close: async () => undefined,
  };
}
