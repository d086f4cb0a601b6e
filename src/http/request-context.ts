import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** What is known of a request before anybody looks at it. */
export interface RequestContext {
  /**
   * The client's `X-Request-Id` when it is fit to be logged, else a new one; goes back in the
   * answer.
   */
  readonly id: string;
  /** W3C Trace Context: the caller's trace, or one that starts here. */
  readonly traceparent: string;
  /** `performance.now()` when the request came in. */
  readonly startedMs: number;
}

const TRACEPARENT = /^00-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;
const REQUEST_ID = /^[\w.:-]{1,128}$/;
const contexts = new WeakMap<Response, RequestContext>();

/** Gives every request its context, and tells the client id and trace. */
export function giveContext(): RequestHandler {
  return (request, response, next) => {
    const asked = request.headers['x-request-id'];
    const trace = request.headers['traceparent'];
    const id = typeof asked === 'string' && REQUEST_ID.test(asked) ? asked : randomUUID();
    const traceparent =
      typeof trace === 'string' && TRACEPARENT.test(trace) ? trace : newTraceparent();
    contexts.set(response, { id, traceparent, startedMs: performance.now() });
    response.setHeader('X-Request-Id', id);
    response.setHeader('traceparent', traceparent);
    next();
  };
}

/** The context of the request that `response` answers. */
export function contextOf(response: Response): RequestContext {
  const context = contexts.get(response);
  if (!context) throw new Error('the request has no context: giveContext comes first');
  return context;
}

/**
 * A UUID's digits are random enough for a trace, and made from a pool without a call into the
 * system.
 */
function newTraceparent(): string {
  const trace = randomUUID().replaceAll('-', '');
  const span = randomUUID().replaceAll('-', '').slice(16);
  return `00-${trace}-${span}-01`;
}
