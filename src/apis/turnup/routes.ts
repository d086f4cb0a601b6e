import { Router } from 'express';
import type { Registry } from 'prom-client';
import type { Database } from '../../db/database.js';
import type { Documents } from '../../documents/reader.js';
import type { Units } from '../../documents/unit.js';
import type { Broker } from '../../messaging/broker.js';
import type { Topology } from '../../messaging/topology.js';
import type { Reconciler } from '../../reconcile/reconciler.js';
import { approvalRoutes } from './approvals.js';
import { callbackRoutes } from './callbacks.js';
import { decompositionRuleRoutes } from './decomposition-rules.js';
import { falloutRoutes } from './fallouts.js';
import { healthRoutes, type Part } from './health.js';
import { journeyRoutes } from './journeys.js';
import { lifecycleRoutes } from './lifecycle.js';
import { messageRoutes } from './messages.js';
import { metricsRoutes } from './metrics.js';
import { reconciliationRoutes } from './reconciliation.js';

/** What Turnup's own API works on. */
export interface OwnParts {
  readonly database: Database;
  readonly documents: Documents;
  readonly units: Units;
  readonly broker: Broker;
  readonly topology: Topology;
  readonly reconciler: Reconciler;
  readonly registry: Registry;
  readonly version: { readonly name: string; readonly version: string; readonly node: string };
  /** What readiness depends on. */
  readonly health: readonly Part[];
  readonly stopping: () => boolean;
  readonly wake: () => void;
}

/** Turnup's own API (openapi/tsp/turnup): one file a resource; the console uses nothing else. */
export function ownRoutes(parts: OwnParts): Router {
  const router = Router();
  healthRoutes(router, parts.health, parts.stopping);
  lifecycleRoutes(router);
  metricsRoutes(router, parts.registry);
  journeyRoutes(router, parts);
  approvalRoutes(router, parts);
  decompositionRuleRoutes(router, parts);
  falloutRoutes(router, parts);
  reconciliationRoutes(router, parts);
  messageRoutes(router, parts);
  callbackRoutes(router, parts);
  router.get('/version', (_request, response) => {
    response.json(parts.version);
  });
  return router;
}
