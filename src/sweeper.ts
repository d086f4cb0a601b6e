import type { Logger } from 'pino';
import type { OutboxRelay } from './messaging/outbox-relay.js';

/** Sent messages and the ids of received ones are kept for a week: longer than any is late. */
const KEPT_MS = 7 * 24 * 3_600_000;
const EVERY_MS = 3_600_000;

/** Deletes what the bus no longer needs, hourly, in bounded steps; answers how to end it. */
export function startSweeper(relay: Pick<OutboxRelay, 'sweep'>, log: Logger): () => void {
  const sweep = async () => {
    let swept = 0;
    for (let step = 1; step > 0; swept += step) step = await relay.sweep(KEPT_MS);
    if (swept > 0) log.info({ swept }, 'old messages were swept');
  };
  const timer = setInterval(() => {
    sweep().catch((err: unknown) => log.warn({ err }, 'old messages were not swept'));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
