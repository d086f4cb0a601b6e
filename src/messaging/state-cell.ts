import type { BrokerState } from './broker.js';
import type { Log } from './log.js';

/** Where a driver keeps whether its broker can be reached. */
export interface StateCell {
  read(): BrokerState;
  /**
   * Every change is told to all listeners and logged, once; a new reason for the same state only
   * shows in `read`.
   */
  write(connected: boolean, reason?: string): void;
  onChange(listen: (state: BrokerState) => void): void;
  /** Not connected from now on, on purpose: nobody is told. */
  end(): void;
}

/** Starts as not connected. The first `write` counts as a change, whatever it says. */
export function createStateCell(name: string, log: Log, now: () => Date): StateCell {
  const listeners: ((state: BrokerState) => void)[] = [];
  let state: BrokerState = { connected: false, since: now(), reason: 'not connected yet' };
  let written = false;
  let ended = false;

  const announce = () => {
    if (state.connected) log.info({ broker: name }, 'The message broker is connected');
    else log.warn({ broker: name, reason: state.reason }, 'The message broker is away');
    for (const listen of listeners) tell(listen, state, log);
  };

  return {
    read: () => state,
    write(connected, reason) {
      if (ended) return;
      const changed = !written || state.connected !== connected;
      const why = connected || reason === undefined ? {} : { reason };
      state = { connected, since: changed ? now() : state.since, ...why };
      written = true;
      if (changed) announce();
    },
    onChange: (listen) => void listeners.push(listen),
    end() {
      ended = true;
      state = { connected: false, since: now(), reason: 'closed' };
    },
  };
}

function tell(listen: (state: BrokerState) => void, state: BrokerState, log: Log): void {
  try {
    listen(state);
  } catch (error) {
    log.error({ err: error }, 'A listener to the state of the broker failed');
  }
}
