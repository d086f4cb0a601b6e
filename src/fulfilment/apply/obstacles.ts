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
  const standing = new Set(obstacles.flatMap(({ key }) => before[key]?.fallout ?? []));
  for (const fallout of await unit.getMany(
    'fallout',
    Object.values(before).map((known) => known.fallout),
  )) {
    if (!standing.has(fallout.id)) closeFallout(unit, fallout, 'the order decomposes now');
    else if (fallout.state === 'retrying')
      transition(unit, fallout, 'fail', { reason: 'it still does not decompose' });
  }
  const entries = obstacles.map((obstacle) => {
    const known = before[obstacle.key];
    if (known) return [obstacle.key, known] as const;
    const fallout = openFallout(unit, {
      cause: obstacle.code,
      message: obstacle.message,
      journey: root.journey,
      parent: root.id,
      job: { name: 'order.decompose', subject: root.id },
      order: {
        kind: root.kind,
        id: root.id,
        href: String(root.body['href'] ?? ''),
        itemId: obstacle.itemId,
      },
    });
    return [obstacle.key, { fallout: fallout.id, itemId: obstacle.itemId }] as const;
  });
  return Object.fromEntries(entries);
}
