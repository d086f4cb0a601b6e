import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { contextOf } from './request-context.js';

/**
 * One line for each request, when it has been answered or given up. The query is left out: filters
 * hold names and numbers of people.
 */
export function accessLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    if (!log.isLevelEnabled('info')) {
      next();
      return;
    }
    const { id, traceparent, startedMs } = contextOf(response);
    const path = request.path;
    response.once('close', () => {
      const line = {
        requestId: id,
        traceId: traceparent.slice(3, 35),
        method: request.method,
        path,
        status: response.writableFinished ? response.statusCode : 'aborted',
        durationMs: Math.round((performance.now() - startedMs) * 10) / 10,
      };
      log.info(line, 'request');
    });
    next();
  };
}
