import type { Log } from './log.js';

/** Something that is needed and away for a while: said once when it goes, once when it is back. */
export interface Outage {
  isOn(): boolean;
  begin(reason: unknown): void;
  end(): void;
}

/** `who` waits while `what`: `The outbox`, `the database fails`. */
export function createOutage(who: string, what: string, log: Log): Outage {
  let on = false;
  return {
    isOn: () => on,
    begin(reason) {
      if (!on) log.warn({ err: reason }, `${who} waits: ${what}`);
      on = true;
    },
    end() {
      if (on) log.info(`${who} goes on; it waited because ${what}`);
      on = false;
    },
  };
}
