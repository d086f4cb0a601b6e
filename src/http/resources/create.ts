import type { JsonObject } from '../../../openapi/json.js';
import { withDefaults } from '../../apis/defaults.js';
import { classOf } from '../../apis/kinds.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { Refusal } from '../../errors.js';
import { select } from '../../tmf630/fields.js';
import { parseFields } from '../../tmf630/parse.js';
import { etagOf } from '../etag.js';
import { answer } from './call.js';
import type { Call, Desk } from './call.js';
import { faultsIn, requireObject } from './check.js';
import { firstAnswer, keepAnswer, keysOf } from './first-answer.js';
import { requireParent } from './parent.js';

/** POST to a collection; 201 with Location. A repeated POST gets the first answer again. */
export async function create(desk: Desk, call: Call): Promise<void> {
  const fields = parseFields(call.rawQuery);
  const body = await acceptedBody(desk, call);
  const canonical = call.representation.store(body);
  const keys = keysOf(call, canonical);
  const { document, isReplay } = await desk.units.run(call.caller.actor, async (unit) => {
    const first = await firstAnswer(unit, keys);
    if (first) return { document: first, isReplay: true };
    const made = await make(desk, call, unit, canonical);
    await keepAnswer(unit, keys, made);
    return { document: made, isReplay: false };
  });
  const shown = call.representation.show(document);
  const headers = {
    Location: call.representation.address(document.parent, document.id),
    ETag: etagOf(document),
    ...(isReplay && { 'Idempotency-Replayed': 'true' }),
  };
  await answer(desk, call, 201, select(shown, fields), headers, fields !== undefined);
}

/** What the client sent, without what only the server sets, checked. */
async function acceptedBody(desk: Desk, call: Call): Promise<JsonObject> {
  const { request, response, api, resource, template } = call;
  const read = await desk.readBody(request, response);
  const body = requireObject(read.body);
  for (const name of api.attributes(resource).serverSet) if (name in body) delete body[name];
  if (api.contract.version === 'v5') body['@type'] ??= classOf(resource.name);
  const faults = await faultsIn(api, `POST ${template}`, body, read.values);
  const { id } = body;
  if (typeof id === 'string' && !/^[^\s/?#\\]{1,128}$/.test(id)) {
    faults.push({
      pointer: '/id',
      message: '/id must be 1 to 128 characters, none of them / ? # \\ or a space',
    });
  }
  if (faults.length > 0) throw new Refusal('contractViolation', faults);
  return body;
}

async function make(
  desk: Desk,
  call: Call,
  unit: Unit,
  canonical: JsonObject,
): Promise<StoredDocument> {
  const { resource, parent, caller } = call;
  await requireParent(unit, call);
  const body = withDefaults(resource.kind, resource.canonical, canonical, unit.now.toISOString());
  const behaviour = desk.behaviours.get(resource.kind);
  if (behaviour?.create) return behaviour.create(unit, body, caller);
  const { id, ...rest } = body;
  return unit.create(
    { kind: resource.kind, parent, body: rest, ...(typeof id === 'string' && { id }) },
    { action: 'create' },
  );
}
