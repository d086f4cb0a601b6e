import type { Request, Response } from 'express';
import type { JsonValue } from '../../../openapi/json.js';
import type { Resource } from '../../apis/resources.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Documents } from '../../documents/reader.js';
import type { Units } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { sendJson } from '../answer.js';
import type { Behaviour, Caller } from '../behaviour.js';
import type { BodyReader } from '../body.js';
import { answerKey } from '../contract/served-api.js';
import type { ServedApi } from '../contract/served-api.js';
import type { Representation } from '../representation.js';

/** What every verb works with. */
export interface Desk {
  readonly documents: Documents;
  readonly units: Units;
  /** By kind. */
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly readBody: BodyReader;
  /** Answers are checked against the contract before they go out. */
  readonly validateResponses: boolean;
}

/** One request to a resource, understood. */
export interface Call {
  readonly request: Request;
  readonly response: Response;
  readonly api: ServedApi;
  readonly resource: Resource;
  /** As the contract writes the path. */
  readonly template: string;
  /** Of the document, for a path that names one. */
  readonly id: string;
  /** Of the document whose part the resource is, for a path below another resource's. */
  readonly parent: string | null;
  /** Without `?`. */
  readonly rawQuery: string;
  readonly representation: Representation;
  readonly caller: Caller;
}

/** Refusal `notFound` for the document that the path names. */
export function noSuch(call: Call): Refusal {
  return new Refusal('notFound', `there is no ${call.resource.name} with the id "${call.id}"`);
}

/** True when the document is where the path says: below that parent. */
export function isBelow(call: Call, document: StoredDocument): boolean {
  return !call.resource.parent || document.parent === call.parent;
}

/**
 * Answers with a body, checked first where that is asked for. Partial bodies (`fields`) meet no
 * schema and are not checked.
 */
export async function answer(
  desk: Desk,
  call: Call,
  status: number,
  body: JsonValue,
  headers: Readonly<Record<string, string>>,
  isPartial: boolean,
): Promise<void> {
  if (desk.validateResponses && !isPartial) await checkAnswer(call, status, body);
  sendJson(call.response, status, body, headers);
}

async function checkAnswer(call: Call, status: number, body: JsonValue): Promise<void> {
  const method = call.request.method === 'HEAD' ? 'GET' : call.request.method;
  const key = answerKey(method, call.template, status === 206 ? 200 : status);
  const faults = await call.api.checker.faults(key, { body });
  if (faults.length === 0) return;
  const what = faults.map((fault) => fault.message).join('; ');
  throw new Error(`the answer to ${key} does not meet the contract: ${what}`);
}
