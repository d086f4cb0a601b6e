import type { Request, Router } from 'express';
import type { StoredDocument } from '../../documents/document.js';
import type { Documents } from '../../documents/reader.js';
import type { Units } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { applyResolution, type Resolution } from '../../fulfilment/apply/resolve-fallout.js';
import type { Condition } from '../../tmf630/query.js';
import { pageOf, sendList } from './paging.js';

const ACTIONS = ['retry', 'complete', 'skip', 'reassign', 'repay'] as const;
const FILTERS = ['state', 'journey', 'class', 'owner'] as const;

interface Parts {
  readonly documents: Documents;
  readonly units: Units;
  /** Wakes the workers, so that a retry goes out at once. */
  readonly wake: () => void;
}

/**
 * GET /fallouts, /fallouts/{id} and POST /fallouts/{id}/retry, complete, skip, reassign, repay;
 * each with an actor and a reason.
 */
export function falloutRoutes(router: Router, { documents, units, wake }: Parts): void {
  router.get('/fallouts', async (request, response) => {
    const sort = [{ path: ['createdAt'], descending: true }];
    const page = await documents.list('fallout', {
      where: conditions(request),
      sort,
      ...pageOf(request),
    });
    sendList(response, { items: page.documents.map(shown), total: page.total });
  });
  router.get('/fallouts/:id', async (request, response) => {
    const fallout = await documents.get('fallout', request.params.id);
    if (!fallout) throw new Refusal('notFound', `no fallout has the id ${request.params.id}`);
    response.json(shown(fallout));
  });
  for (const action of ACTIONS) {
    router.post(`/fallouts/:id/${action}`, async (request, response) => {
      const said = request.body as Omit<Resolution, 'action'>;
      const resolution: Resolution = { ...said, action };
      const fallout = await units.run(said.actor, (unit) =>
        applyResolution(unit, request.params.id, resolution),
      );
      wake();
      response.json(shown(fallout));
    });
  }
}

function conditions(request: Request): Condition[] {
  return FILTERS.flatMap((name) => {
    const value = request.query[name];
    return typeof value === 'string'
      ? [{ path: [name], operator: 'eq' as const, values: value.split(',') }]
      : [];
  });
}

const shown = (fallout: StoredDocument) => ({ ...fallout.body, updatedAt: fallout.updatedAt });
