import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import type { Obstacle } from '../model.js';
import { transition } from '../../journey/transition.js';
import { closeFallout, openFallout } from './fallouts.js';
import type { OrderInner } from './inner.js';

/** An obstacle and the root order's item that it belongs to. */
export type ItemObstacle = Obstacle & { readonly itemId: string };

/**
 * Keeps exactly one open fallout per obstacle: opens one for each that is new, closes those that
 * are gone since the last decomposition. Answers what the order remembers of them.
 */
export async function settleObstacles(
  unit: Unit,
  root: StoredDocument,
  before: OrderInner['obstacles'],
  obstacles: readonly ItemObstacle[],
): Promise<OrderInner['obstacles']> {
  const standing = new Map(obstacles.map((obstacle) => [nameOf(obstacle), obstacle]));
  const records = await unit.getMany(
    'fallout',
    Object.values(before).map(({ fallout }) => fallout),
  );
  for (const [name, { fallout }] of Object.entries(before)) {
    const record = records.find(({ id }) => id === fallout);
    if (record) settleRecord(unit, record, standing.get(name));
  }
  const entries = [...standing].map(([name, obstacle]) => {
    const fallout = before[name]?.fallout ?? openFor(unit, root, obstacle).id;
    return [name, { fallout, itemId: obstacle.itemId }] as const;
  });
  return Object.fromEntries(entries);
}

/** One node may have several, of different kinds. */
const nameOf = ({ code, key }: Obstacle): string => `${code} ${key}`;

/** A record from before: closed when its obstacle is gone, open again when a retry did not help. */
function settleRecord(unit: Unit, record: StoredDocument, obstacle: Obstacle | undefined): void {
  if (!obstacle) {
    closeFallout(unit, record, 'the order decomposes now');
    return;
  }
  if (record.state !== 'retrying') return;
  const { code, message } = obstacle;
  const attempt = { at: unit.now.toISOString(), outcome: code, note: message };
  const attempts = [...((record.body['attempts'] ?? []) as JsonObject[]), attempt];
  const reason = 'it still does not decompose';
  transition(unit, record, 'fail', { reason, attributes: { message, attempts } });
}

function openFor(unit: Unit, root: StoredDocument, obstacle: ItemObstacle): StoredDocument {
  const { code, message, itemId } = obstacle;
  return openFallout(unit, {
    cause: code,
    message,
    journey: root.journey,
    parent: root.id,
    job: { name: 'order.decompose', subject: root.id },
    order: { kind: root.kind, id: root.id, href: String(root.body['href'] ?? ''), itemId },
  });
}
