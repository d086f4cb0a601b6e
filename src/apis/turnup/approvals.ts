import type { Router } from 'express';
import type { Database } from '../../db/database.js';
import type { Documents } from '../../documents/reader.js';
import type { Units } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { transition } from '../../journey/transition.js';
import { ordersWaiting } from '../../journey/waiting.js';
import { pageOf, sendList } from './paging.js';

interface Parts {
  readonly database: Database;
  readonly documents: Documents;
  readonly units: Units;
}

/**
 * GET /approvals: orders that wait for a person. POST /approvals/{orderId}: approve, which starts
 * the order, or reject.
 */
export function approvalRoutes(router: Router, { database, documents, units }: Parts): void {
  router.get('/approvals', async (request, response) => {
    const page = await ordersWaiting(database, pageOf(request));
    const orders = await Promise.all(page.items.map(({ id }) => documents.get('productOrder', id)));
    const items = orders.flatMap((order, index) =>
      order
        ? [
            {
              order: summaryOf(order.body),
              journey: order.journey ?? order.id,
              since: page.items[index]?.since,
            },
          ]
        : [],
    );
    sendList(response, { items, total: page.total });
  });
  router.post('/approvals/:orderId', async (request, response) => {
    const { decision, actor, reason } = request.body as {
      decision: 'approve' | 'reject';
      actor?: string;
      reason?: string;
    };
    const order = await units.run(actor ?? 'anonymous', async (unit) => {
      const [waiting] = await unit.lockAndGet('productOrder', [request.params.orderId]);
      if (!waiting)
        throw new Refusal('notFound', `no product order has the id ${request.params.orderId}`);
      if (waiting.state !== 'awaitingApproval')
        throw new Refusal(
          'conflict',
          `order ${waiting.id} does not wait for approval; it is ${waiting.state}`,
        );
      const decided = transition(unit, waiting, decision, reason === undefined ? {} : { reason });
      if (decision === 'approve')
        unit.ask({
          name: 'order.decompose',
          subject: decided.id,
          journey: decided.journey,
          data: { kind: decided.kind },
        });
      return decided;
    });
    response.json({ decision, order: summaryOf(order.body) });
  });
}

function summaryOf(body: Record<string, unknown>) {
  const externalId = body['externalId'];
  return {
    id: body['id'],
    href: body['href'],
    state: body['state'],
    ...(typeof body['description'] === 'string' && { description: body['description'] }),
    ...(Array.isArray(externalId) && {
      externalId: (externalId[0] as { id?: string } | undefined)?.id,
    }),
  };
}
