import type { Request, RequestHandler, Response } from 'express';
import { Refusal } from '../errors.js';
import { sendEmpty, sendFile, sendJson } from './answer.js';
import type { Caller } from './behaviour.js';
import type { Match } from './contract/path-table.js';
import type { ServedApi } from './contract/served-api.js';
import { requireJsonAccepted, requireJsonSent, requireMethod } from './negotiation.js';
import { representationOf } from './representation.js';
import type { Representation } from './representation.js';
import { contextOf } from './request-context.js';
import type { Call, Desk } from './resources/call.js';
import { create } from './resources/create.js';
import { list } from './resources/list.js';
import { patch } from './resources/patch.js';
import { remove } from './resources/remove.js';
import { retrieve } from './resources/retrieve.js';

type Verb = (desk: Desk, call: Call) => Promise<void>;

const COLLECTION: Readonly<Record<string, Verb>> = { GET: list, HEAD: list, POST: create };
const ITEM: Readonly<Record<string, Verb>> = {
  GET: retrieve,
  HEAD: retrieve,
  PATCH: patch,
  DELETE: remove,
};

/** What the TMF side of the gateway needs. */
export interface TmfParts {
  readonly apis: readonly ServedApi[];
  readonly desk: Desk;
  readonly publicUrl: string | undefined;
  /** False: answers are 503 `starting`. */
  readonly ready: () => boolean;
}

/**
 * Serves every TMF API: finds the API by its base path, the operation by its contract, and hands
 * the request to the verb of its resource. Addresses below no base path go on to whoever comes
 * next.
 */
export function serveTmf(parts: TmfParts): RequestHandler {
  const find = apiFinder(parts.apis);
  const representations = new Map<string, Representation>();
  const representation = (api: ServedApi, { resource }: Match['path']) => {
    if (!resource) throw new Refusal('notFound');
    const { contract } = api;
    const key = contract.basePath + resource.collection;
    const known = representations.get(key);
    if (known) return known;
    const made = representationOf(contract, resource, api.dialect, parts.publicUrl);
    representations.set(key, made);
    return made;
  };
  return async (request, response, next) => {
    const found = find(request.path);
    if (!found) {
      next();
      return;
    }
    const { api, address } = found;
    if (sendContract(api, address, request, response)) return;
    if (!parts.ready()) throw new Refusal('starting', [], { 'Retry-After': '2' });
    const match = requirePath(api, address);
    if (request.method === 'OPTIONS') {
      sendEmpty(response, 204, { Allow: match.path.methods.join(', ') });
      return;
    }
    requireMethod(request, match.path.methods);
    requireJsonAccepted(request);
    if (match.path.role === 'hub') {
      throw new Refusal('notImplemented', 'event subscriptions are not offered yet');
    }
    requireJsonSent(request);
    const call = understand(request, response, api, match, representation(api, match.path));
    await verbOf(match, request)(parts.desk, call);
  };
}

/** `/openapi.json` below a base path: the contract itself. True when that was asked for. */
function sendContract(
  api: ServedApi,
  address: string,
  request: Request,
  response: Response,
): boolean {
  if (address !== '/openapi.json') return false;
  requireMethod(request, ['GET', 'HEAD']);
  if (api.operators) sendJson(response, 200, api.operators.document as never);
  else sendFile(response, api.contract.file);
  return true;
}

function requirePath(api: ServedApi, address: string): Match {
  const match = api.find(address);
  if (match && match.path.role !== 'listener' && match.path.role !== 'other') return match;
  throw new Refusal('notFound', `${api.contract.basePath} has no ${address || '/'}`);
}

function verbOf({ path }: Match, request: Request): Verb {
  const verb = (path.role === 'item' ? ITEM : COLLECTION)[request.method];
  if (!verb)
    throw new Error(`${request.method} ${path.template} is in a contract without a handler`);
  return verb;
}

function understand(
  request: Request,
  response: Response,
  api: ServedApi,
  { path, parameters }: Match,
  representation: Representation,
): Call {
  const { resource, template, role } = path;
  if (!resource) throw new Refusal('notFound');
  const parent = resource.parent ? (parameters[resource.parent.parameter] ?? null) : null;
  const own = role === 'item' ? template.slice(template.lastIndexOf('{') + 1, -1) : '';
  const caller: Caller = {
    actor: 'anonymous',
    traceparent: contextOf(response).traceparent,
    ...(parent !== null && { parent }),
  };
  const mark = request.url.indexOf('?');
  return {
    request,
    response,
    api,
    resource,
    template,
    id: parameters[own] ?? '',
    parent,
    rawQuery: mark < 0 ? '' : request.url.slice(mark + 1),
    representation,
    caller,
  };
}

/**
 * The API of an address and what of the address is below its base path, or that of one of its
 * aliases.
 */
function apiFinder(
  apis: readonly ServedApi[],
): (path: string) => { api: ServedApi; address: string } | undefined {
  const byBase = new Map<string, ServedApi>();
  for (const api of apis) {
    for (const base of [api.contract.basePath, ...api.contract.aliases]) byBase.set(base, api);
  }
  const lengths = new Set([...byBase.keys()].map((base) => base.split('/').length));
  return (path) => {
    let end = path.indexOf('/', 1);
    for (let segments = 2; end > 0; segments++) {
      const api = lengths.has(segments) ? byBase.get(path.slice(0, end)) : undefined;
      if (api) return { api, address: path.slice(end) };
      end = path.indexOf('/', end + 1);
    }
    const api = byBase.get(path);
    return api && { api, address: '' };
  };
}
