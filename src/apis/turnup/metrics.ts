import type { Router } from 'express';
import type { Registry } from 'prom-client';

/** GET /metrics in the Prometheus text format. */
export function metricsRoutes(router: Router, registry: Registry): void {
  router.get('/metrics', async (_request, response) => {
    response.type('text/plain; version=0.0.4').send(await registry.metrics());
  });
}
