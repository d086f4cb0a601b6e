import type { JsonObject } from '../../openapi/json.js';
import type { StoredDocument } from '../documents/document.js';
import type { Unit } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { mayTransition, transition } from './transition.js';

/** States in which work may be under way downstream; there `cancel` is the roll-up's word. */
const WORK_BEGAN = new Set(['inProgress', 'held', 'pending']);

/**
 * POST cancelProductOrder or cancelServiceOrder: an order that no work has begun for is cancelled
 * at once. One in flight is not: the task ends as terminatedWithError and says so, and the order
 * goes on.
 */
export async function cancelOrder(
  unit: Unit,
  body: JsonObject,
  kind: 'productOrder' | 'serviceOrder',
): Promise<StoredDocument> {
  const reference = (body[kind] ?? {}) as JsonObject;
  const [order] = await unit.lockAndGet(kind, [String(reference['id'] ?? '')]);
  if (!order) {
    const pointer = `/${kind}/id`;
    throw new Refusal('ruleViolation', [
      {
        pointer,
        message: `there is no ${kind} ${String(reference['id'])}`,
        rule: 'unknownReference',
      },
    ]);
  }
  const possible = isCancellable(order);
  if (possible) transition(unit, order, 'cancel', { attributes: cancelled(unit, body) });
  const requested = unit.now.toISOString();
  return unit.create({
    kind: kind === 'productOrder' ? 'cancelProductOrder' : 'cancelServiceOrder',
    journey: order.journey,
    parent: order.id,
    body: {
      ...body,
      effectiveCancellationDate: requested,
      state: possible ? 'done' : 'terminatedWithError',
      ...(!possible && {
        cancellationReason:
          `not cancelled: the order is ${order.state} and its work has begun. ${String(body['cancellationReason'] ?? '')}`.trim(),
      }),
    },
  });
}

function cancelled(unit: Unit, body: JsonObject): JsonObject {
  return {
    cancellationDate: unit.now.toISOString(),
    ...(typeof body['cancellationReason'] === 'string' && {
      cancellationReason: body['cancellationReason'],
    }),
  };
}

const isCancellable = (order: StoredDocument): boolean =>
  mayTransition(order, 'cancel') && !WORK_BEGAN.has(order.state ?? '');
