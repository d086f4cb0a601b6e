import type { Request } from 'express';
import { Refusal } from '../errors.js';

const MERGE_PATCH = 'application/merge-patch+json';
const JSON_TYPE = 'application/json';

/** What a body may be, by method; the header that tells a client so. */
const ACCEPTED: Readonly<Record<string, { types: readonly string[]; header: string }>> = {
  POST: { types: [JSON_TYPE], header: 'Accept' },
  PATCH: { types: [MERGE_PATCH, JSON_TYPE], header: 'Accept-Patch' },
  PUT: { types: [JSON_TYPE], header: 'Accept' },
};

/**
 * Refusal `notAcceptable` unless the client takes JSON; parameters such as charset do not matter.
 */
export function requireJsonAccepted(request: Request): void {
  const { accept } = request.headers;
  if (accept === undefined || accept === JSON_TYPE || accept === '*/*') return;
  const ranges = accept
    .toLowerCase()
    .split(',')
    .map((range) => range.split(';').map((word) => word.trim()));
  const best = [JSON_TYPE, 'application/*', '*/*']
    .map((wanted) => ranges.find(([type]) => type === wanted))
    .find((range) => range !== undefined);
  if (best && !best.some((word) => /^q=0(\.0*)?$/.test(word))) return;
  throw new Refusal('notAcceptable', `answers are ${JSON_TYPE}; the request accepts ${accept}`);
}

/**
 * Refusal `unsupportedMediaType` when the body is of a type that this method does not take (RFC
 * 9110; for PATCH with Accept-Patch, RFC 5789). A body without a type is taken for JSON.
 */
export function requireJsonSent(request: Request): void {
  const type = request.headers['content-type'];
  const accepted = ACCEPTED[request.method];
  if (type === undefined || type === JSON_TYPE || !accepted) return;
  const essence = (type.split(';', 1)[0] ?? '').trim().toLowerCase();
  if (accepted.types.includes(essence)) return;
  throw new Refusal(
    'unsupportedMediaType',
    `the body is ${essence}; accepted: ${accepted.types.join(', ')}`,
    { [accepted.header]: accepted.types.join(', ') },
  );
}

/** Refusal `methodNotAllowed` with Allow when the address has no such method. */
export function requireMethod(request: Request, methods: readonly string[]): void {
  if (methods.includes(request.method)) return;
  const allow = methods.join(', ');
  throw new Refusal(
    'methodNotAllowed',
    `${request.method} is not offered here; allowed: ${allow}`,
    {
      Allow: allow,
    },
  );
}
