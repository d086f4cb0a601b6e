import type { Router } from 'express';
import type { Database } from '../../db/database.js';
import { Refusal } from '../../errors.js';
import { listRuns, readRun } from '../../reconcile/history.js';
import type { Reconciler } from '../../reconcile/reconciler.js';
import { pageOf, sendList } from './paging.js';

/**
 * GET /reconciliation/runs, /reconciliation/runs/{id}; POST /reconciliation/runs starts one and
 * answers when it has ended.
 */
export function reconciliationRoutes(
  router: Router,
  { database, reconciler }: { database: Database; reconciler: Reconciler },
): void {
  router.get('/reconciliation/runs', async (request, response) => {
    sendList(response, await listRuns(database, pageOf(request)));
  });
  router.get('/reconciliation/runs/:id', async (request, response) => {
    response.json(await found(database, request.params.id));
  });
  router.post('/reconciliation/runs', async (request, response) => {
    const { rule, dryRun = false } = (request.body ?? {}) as { rule?: string; dryRun?: boolean };
    const id = await reconciler.run({ dryRun, ...(rule !== undefined && { rule }) });
    response
      .status(202)
      .location(`/reconciliation/runs/${id}`)
      .json(await found(database, id));
  });
}

async function found(database: Database, id: string) {
  const run = await readRun(database, id);
  if (!run) throw new Refusal('notFound', `no reconciliation run has the id ${id}`);
  return run;
}
