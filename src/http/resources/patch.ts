import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '../../../openapi/json.js';
import { alwaysThere } from '../../apis/defaults.js';
import type { StoredDocument } from '../../documents/document.js';
import { patchDocument } from '../../documents/store.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import type { Fault } from '../../errors.js';
import { select } from '../../tmf630/fields.js';
import { mergePatch } from '../../tmf630/merge-patch.js';
import { parseFields } from '../../tmf630/parse.js';
import { etagOf, requireMatch } from '../etag.js';
import { answer, isBelow, noSuch } from './call.js';
import type { Call, Desk } from './call.js';
import { faultsIn, requireObject } from './check.js';

/** PATCH of one document (RFC 7396): checked as it comes, and what comes of it checked again. */
export async function patch(desk: Desk, call: Call): Promise<void> {
  const fields = parseFields(call.rawQuery);
  const { request, response, api, template } = call;
  const read = await desk.readBody(request, response);
  const sent = requireObject(read.body);
  const faults = await faultsIn(api, `PATCH ${template}`, sent, read.values);
  if (faults.length > 0) throw new Refusal('contractViolation', faults);
  const document = await desk.units.run(call.caller.actor, (unit) =>
    change(desk, call, unit, sent, read.values),
  );
  const body = select(call.representation.show(document), fields);
  await answer(desk, call, 200, body, { ETag: etagOf(document) }, fields !== undefined);
}

async function change(
  desk: Desk,
  call: Call,
  unit: Unit,
  sent: JsonObject,
  values: number,
): Promise<StoredDocument> {
  const { resource, representation, caller } = call;
  const [document] = await unit.lockAndGet(resource.kind, [call.id]);
  if (!document || !isBelow(call, document)) throw noSuch(call);
  requireMatch(call.request, document);
  const present = representation.show(document);
  const changes = changeable(call, sent, present);
  const changed = mergePatch(present, changes);
  await requireContract(call, changes, changed, values);
  const { id, href } = document.body;
  const next = { ...representation.store(changed, document.body), id, href };
  requireKept(resource.kind, document.body, next);
  const behaviour = desk.behaviours.get(resource.kind);
  if (!behaviour?.patch) return patchDocument(unit, document, next);
  return behaviour.patch(unit, document, next, difference(document.body, next), caller);
}

/**
 * The patch without attributes that may not change and do not: clients send back what they read.
 * Refusal `attributeNotChangeable` naming every one that would change.
 */
function changeable(call: Call, sent: JsonObject, present: JsonObject): JsonObject {
  const { fixed } = call.api.attributes(call.resource);
  const changes: JsonObject = {};
  const faults: Fault[] = [];
  for (const [name, value] of Object.entries(sent)) {
    if (!fixed.has(name)) changes[name] = value;
    else if (!isDeepStrictEqual(value ?? undefined, present[name])) {
      const pointer = `/${name}`;
      faults.push({ pointer, message: `${pointer} may not be changed`, rule: 'notChangeable' });
    }
  }
  if (faults.length > 0) throw new Refusal('attributeNotChangeable', faults);
  return changes;
}

/**
 * What comes of a patch must be what could have been created. Only the patched attributes are
 * looked at: what was there before, perhaps made by Turnup itself, is not this client's doing.
 */
async function requireContract(
  call: Call,
  changes: JsonObject,
  changed: JsonObject,
  values: number,
): Promise<void> {
  const key = `POST ${call.resource.collection}`;
  const faults = await call.api.checker.faults(key, { body: changed }, values);
  const own = faults.filter(({ pointer }) => (pointer.split('/')[1] ?? '') in changes);
  if (own.length > 0) throw new Refusal('contractViolation', own);
}

/**
 * Refusal `contractViolation` when a patch takes away what the gateway sees to: a state, a date of
 * creation.
 */
function requireKept(kind: string, before: JsonObject, after: JsonObject): void {
  const lost = alwaysThere(kind).filter((name) => name in before && after[name] === undefined);
  if (lost.length === 0) return;
  const faults = lost.map((name) => ({
    pointer: `/${name}`,
    message: `/${name} may be changed but not taken away`,
    rule: 'required',
  }));
  throw new Refusal('contractViolation', faults);
}

/** The merge patch between two canonical bodies, whole attributes at a time. */
function difference(before: JsonObject, after: JsonObject): JsonObject {
  const patch: JsonObject = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!isDeepStrictEqual(before[name], after[name])) patch[name] = after[name] ?? null;
  }
  return patch;
}
