import type { Router } from 'express';
import { Refusal } from '../../errors.js';
import type { Broker, ParkedMessage } from '../../messaging/broker.js';
import type { Topology } from '../../messaging/topology.js';

interface Parts {
  readonly broker: Broker;
  readonly topology: Topology;
}

/** Most parked messages that are read of one queue. */
const PARKED_LIMIT = 100;

/**
 * GET /messages/parked: what could not be used, and why. POST …/replay puts one back where it came
 * from.
 */
export function messageRoutes(router: Router, { broker, topology }: Parts): void {
  router.get('/messages/parked', async (request, response) => {
    const wanted = request.query['queue'];
    const limit = Math.min(Number(request.query['limit'] ?? PARKED_LIMIT), PARKED_LIMIT);
    const queues = topology.queues
      .map(({ name }) => name)
      .filter((name) => wanted === undefined || name === wanted);
    const parked: ParkedMessage[] = [];
    for (const queue of queues) parked.push(...(await broker.parked(queue, limit)));
    response
      .set('X-Total-Count', String(parked.length))
      .set('X-Result-Count', String(parked.length))
      .json(parked);
  });
  router.post('/messages/parked/:queue/:messageId/replay', async (request, response) => {
    const { queue, messageId } = request.params;
    const known = topology.queues.some(({ name }) => name === queue);
    if (!known || !(await broker.replay(queue, messageId))) {
      throw new Refusal('notFound', `no message ${messageId} is parked in ${queue}`);
    }
    response.status(204).end();
  });
}
