import { existsSync, readFileSync } from 'node:fs';
import type { RequestHandler } from 'express';
import { parse } from 'yaml';
import type { JsonObject } from '../../openapi/json.js';
import { Refusal } from '../errors.js';
import { sendJson } from './answer.js';
import { requireMethod } from './negotiation.js';

/**
 * `/asyncapi.json`: the messages on the bus, from their YAML source, read when it is first asked
 * for.
 */
export function asyncApi(file: string): RequestHandler {
  let document: JsonObject | undefined;
  return (request, response) => {
    requireMethod(request, ['GET', 'HEAD']);
    if (!document) {
      if (!existsSync(file)) throw new Refusal('notFound', 'this build has no AsyncAPI document');
      document = parse(readFileSync(file, 'utf8')) as JsonObject;
    }
    sendJson(response, 200, document);
  };
}
