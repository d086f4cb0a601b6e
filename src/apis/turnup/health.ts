import type { Router } from 'express';

/** One part that readiness depends on. */
export interface Part {
  readonly name: string;
  /** Undefined when it is well; else why not, for an operator, and since when. */
  check(): Promise<{ readonly message: string; readonly since?: Date } | undefined>;
}

/**
 * GET /health, /health/live, /health/ready: live as long as it answers; ready when every part is,
 * else 503 with reasons.
 */
export function healthRoutes(
  router: Router,
  parts: readonly Part[],
  stopping: () => boolean,
): void {
  router.get('/health/live', (_request, response) => {
    response.json({ status: 'live' });
  });
  router.get(['/health', '/health/ready'], async (_request, response) => {
    const reasons = stopping()
      ? [{ part: 'gateway', message: 'is stopping' }]
      : await reasonsOf(parts);
    if (reasons.length > 0) response.set('Retry-After', '2');
    response
      .status(reasons.length > 0 ? 503 : 200)
      .json({ status: reasons.length > 0 ? 'notReady' : 'ready', reasons });
  });
}

async function reasonsOf(parts: readonly Part[]) {
  const found = await Promise.all(
    parts.map(async (part) => {
      const reason = await part.check();
      return (
        reason && {
          part: part.name,
          message: reason.message,
          ...(reason.since && { since: reason.since.toISOString() }),
        }
      );
    }),
  );
  return found.filter((reason) => reason !== undefined);
}
