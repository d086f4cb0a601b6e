import type { RequestHandler } from 'express';
import { Refusal } from '../errors.js';
import { sendEmpty } from './answer.js';
import type { BodyReader } from './body.js';
import type { ServedApi } from './contract/served-api.js';
import { requireJsonSent, requireMethod } from './negotiation.js';

/**
 * Checks requests to Turnup's own API against its contract: method, media type, query and body,
 * which is then at `request.body`. Addresses that the contract does not have go on as they are.
 */
export function checkOwn(api: ServedApi, readBody: BodyReader): RequestHandler {
  return async (request, response, next) => {
    const match = api.find(request.path);
    if (!match) {
      next();
      return;
    }
    const { template, methods } = match.path;
    if (request.method === 'OPTIONS') {
      sendEmpty(response, 204, { Allow: methods.join(', ') });
      return;
    }
    requireMethod(request, methods);
    requireJsonSent(request);
    const hasBody = ['POST', 'PATCH', 'PUT'].includes(request.method);
    const { body, values } = hasBody
      ? await readBody(request, response)
      : { body: undefined, values: 0 };
    const key = `${request.method === 'HEAD' ? 'GET' : request.method} ${template}`;
    const checked = { body, query: { ...request.query } };
    const faults = await api.checker.faults(key, checked, values);
    if (faults.length > 0) throw new Refusal('contractViolation', faults);
    next();
  };
}
