import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ERRORS, Refusal } from '../errors.js';
import { sendJson } from './answer.js';
import { errorBody } from './error-body.js';
import { contextOf } from './request-context.js';

/**
 * Turns what was thrown into an answer: a Refusal as it says; anything else is logged with the
 * request's id and answered `internal` with that id, so that a caller can quote it. Never a stack.
 */
export function answerFailures(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const refusal = known(error, request.path);
    if (!refusal) log.error({ err: error, requestId: contextOf(response).id }, 'request failed');
    if (response.headersSent) response.destroy();
    else refuse(response, refusal ?? unexpected(response));
  };
}

/** Express throws a URIError for an address that is not percent-encoded UTF-8: nothing is there. */
function known(error: unknown, path: string): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error instanceof URIError) return new Refusal('notFound', `there is nothing at ${path}`);
  return undefined;
}

function refuse(response: Response, refusal: Refusal): void {
  const row = ERRORS[refusal.kind];
  const headers = { ...(row.retryable && { 'Retry-After': '2' }), ...refusal.headers };
  sendJson(response, row.status, errorBody(row, refusal.faults), headers);
}

function unexpected(response: Response): Refusal {
  return new Refusal(
    'internal',
    `The gateway failed; its log has request ${contextOf(response).id}`,
  );
}
