import { backoffMs } from './backoff.js';
import { isUnavailable } from './database-patience.js';
import type { Patience } from './database-patience.js';
import type { Received } from './inbox-message.js';
import { applyMessages } from './inbox-unit.js';
import type { InboxUnitOptions } from './inbox-unit.js';
import type { Log } from './log.js';
import { reasonOf } from './reason.js';
import type { Redelivery } from './redelivery.js';

/** What a lane of the inbox works with. */
export interface InboxLaneOptions extends InboxUnitOptions {
  readonly log: Log;
  readonly patience: Patience;
}

/** Applies the messages of one lane and settles them. */
export interface InboxLane {
  /** Never rejects; every message is settled when it resolves. */
  run(received: readonly Received[]): Promise<void>;
}

/** A message that came back and was taken up again this often without an end is parked. */
export const ATTEMPTS_LIMIT = 5;
const TRY_AGAIN = { baseMs: 1_000, maxMs: 600_000 };
const NEVER_FINISHED = `Taken up again ${ATTEMPTS_LIMIT} times and never finished; it may end the process`;

/** One for all lanes: it keeps nothing between two runs. */
export function createInboxLane(options: InboxLaneOptions): InboxLane {
  const { redeliveries, patience, log } = options;

  /** All in one unit; when that fails, each in its own, so that one bad message fails alone. */
  const apply = async (received: readonly Received[], before?: Redelivery) => {
    try {
      const refused = await patience.patiently(() => applyMessages(options, received));
      for (const one of received) settle(one, refused, log);
    } catch (error) {
      const [only, ...others] = received;
      if (isUnavailable(error)) return giveBack(received);
      if (only && others.length === 0) return fail(only, error, before);
      log.warn({ err: error, messages: received.length }, 'Messages are applied one by one');
      for (const one of received) await apply([one]);
    }
  };
  const fail = async (received: Received, error: unknown, before?: Redelivery) => {
    const { delivery } = received;
    const attempts = before?.attempts ?? 0;
    const reason = reasonOf(error);
    log.warn({ err: error, messageId: delivery.messageId, attempts }, 'A message failed');
    if (attempts >= ATTEMPTS_LIMIT) return park(received, reason);
    if (before) await patience.patiently(() => redeliveries.noteError(delivery.messageId, reason));
    delivery.retry(backoffMs(attempts + 1, TRY_AGAIN, 0), reason);
  };
  const park = async ({ delivery }: Received, reason: string) => {
    const { messageId } = delivery;
    log.error({ messageId, key: delivery.key, reason }, 'A message is parked');
    // Replayed, it is to be tried as often again.
    await patience.patiently(() => redeliveries.forget([messageId]));
    delivery.park(reason);
  };
  /** Alone, and counted before the work: should it end the process, only its own count grows. */
  const applySuspect = async (received: Received, before: Redelivery) => {
    if (before.attempts >= ATTEMPTS_LIMIT)
      return park(received, before.lastError ?? NEVER_FINISHED);
    await patience.patiently(() => redeliveries.count([received.delivery.messageId]));
    await apply([received], { ...before, attempts: before.attempts + 1 });
  };
  const runAll = async (received: readonly Received[]) => {
    const again = received.filter(({ delivery }) => delivery.redelivered);
    if (again.length === 0) return apply(received);
    const ids = again.map(({ delivery }) => delivery.messageId);
    const counted = await patience.patiently(() => redeliveries.counted(ids));
    const firstTime = ids.filter((id) => !counted.has(id));
    if (firstTime.length > 0) await patience.patiently(() => redeliveries.count(firstTime));
    const isSuspect = ({ delivery }: Received) => counted.get(delivery.messageId);
    for (const part of apart(received, (one) => isSuspect(one) !== undefined)) {
      const [first] = part;
      const before = first && isSuspect(first);
      await (first && before ? applySuspect(first, before) : apply(part));
    }
  };

  return {
    async run(received) {
      try {
        await runAll(received);
      } catch (error) {
        if (!isUnavailable(error)) log.error({ err: error }, 'The inbox failed');
        giveBack(received);
      }
    },
  };
}

function settle({ delivery }: Received, refused: ReadonlyMap<string, string>, log: Log): void {
  const { messageId, key } = delivery;
  const reason = refused.get(messageId);
  if (reason === undefined) return delivery.ack();
  log.warn({ messageId, key, reason }, 'A message is refused');
  delivery.park(reason);
}

/** What is settled already stays so. */
function giveBack(received: readonly Received[]): void {
  for (const { delivery } of received) delivery.retry(0, 'not finished when the inbox stopped');
}

/** Those of a kind alone, the others together as they follow one another, all in their order. */
function apart<T>(items: readonly T[], alone: (item: T) => boolean): T[][] {
  const parts: T[][] = [];
  let open = false;
  for (const item of items) {
    const last = parts[parts.length - 1];
    if (open && last && !alone(item)) last.push(item);
    else parts.push([item]);
    open = !alone(item);
  }
  return parts;
}
