import type { Database } from '../db/database.js';
import { isOneOf } from '../db/dialect.js';
import type { Unit, Units } from '../documents/unit.js';
import type { InboxMessage, Received } from './inbox-message.js';
import type { Redeliveries } from './redelivery.js';

/** What a unit of the inbox works with. */
export interface InboxUnitOptions {
  readonly units: Units;
  readonly database: Database;
  readonly redeliveries: Redeliveries;
  readonly handle: (unit: Unit, messages: InboxMessage[]) => Promise<void>;
}

/** Who acts in what messages bring about. */
const ACTOR = 'downstream';

/**
 * Applies messages in one unit, each id at most once however often it comes: the ids are noted in
 * the same transaction as their effect. Answers why some were refused, by message id; their effect
 * is the handler's affair, their ids are not noted.
 */
export function applyMessages(
  { units, database, redeliveries, handle }: InboxUnitOptions,
  received: readonly Received[],
): Promise<Map<string, string>> {
  return units.run(ACTOR, async (unit) => {
    // Made here: the unit may run its work more than once.
    const refused = new Map<string, string>();
    const fresh = await noteFresh(unit, database, received);
    const messages = fresh.map((one) => messageOf(one, refused));
    if (messages.length > 0) await handle(unit, messages);
    await forgetIds(unit, database, [...refused.keys()]);
    const suspects = received.filter(({ delivery }) => delivery.redelivered);
    if (suspects.length > 0) await redeliveries.forget(idsOf(suspects), unit);
    return refused;
  });
}

const idsOf = (received: readonly Received[]) => received.map(({ delivery }) => delivery.messageId);

/** Those that nobody has applied, the first of each id, in the order in which they came. */
async function noteFresh(unit: Unit, { dialect }: Database, received: readonly Received[]) {
  const first = new Map<string, Received>();
  for (const one of received) {
    if (!first.has(one.delivery.messageId)) first.set(one.delivery.messageId, one);
  }
  // In one order for all processes, or two of them could wait for one another.
  const ids = [...first.keys()].sort();
  const noted = await unit.query<{ id: string }>(
    `INSERT INTO inbox(message_id, received_at)
     SELECT value, $2 FROM ${dialect.list('$1')} AS came WHERE true
     ON CONFLICT DO NOTHING RETURNING message_id AS id`,
    [JSON.stringify(ids), unit.now.toISOString()],
  );
  const fresh = new Set(noted.map(({ id }) => id));
  return [...first.values()].filter(({ delivery }) => fresh.has(delivery.messageId));
}

function messageOf({ delivery, body }: Received, refused: Map<string, string>): InboxMessage {
  const { messageId, key, headers } = delivery;
  return {
    messageId,
    key,
    headers,
    body,
    refuse: (reason) => void refused.set(messageId, reason),
  };
}

async function forgetIds(unit: Unit, { dialect }: Database, ids: readonly string[]) {
  if (ids.length === 0) return;
  await unit.query(`DELETE FROM inbox WHERE ${isOneOf(dialect, 'message_id', '$1')}`, [
    JSON.stringify(ids),
  ]);
}
