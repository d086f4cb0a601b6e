import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './request-context.js';

/** Told of each request once it has been answered or given up. */
export type Observe = (method: string, status: number | 'aborted', durationMs: number) => void;

/**
 * One line for each request, when it has been answered or given up, and one count for the metrics.
 * The query is left out: filters hold names and numbers of people.
 */
export function accessLog(log: Logger, observe?: Observe): RequestHandler {
  return (request, response, next) => {
    const { id, traceparent, startedMs } = contextOf(response);
    const { method, path } = request;
    response.once('close', () => {
      const status = response.writableFinished ? response.statusCode : 'aborted';
      const durationMs = performance.now() - startedMs;
      observe?.(method, status, durationMs);
      if (!log.isLevelEnabled('info')) return;
      const traceId = traceparent.slice(3, 35);
      const rounded = Math.round(durationMs * 10) / 10;
      log.info({ requestId: id, traceId, method, path, status, durationMs: rounded }, 'request');
    });
    next();
  };
}
