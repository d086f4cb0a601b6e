import { deleteDocument } from '../../documents/store.js';
import { sendEmpty } from '../answer.js';
import { requireMatch } from '../etag.js';
import { isBelow, noSuch } from './call.js';
import type { Call, Desk } from './call.js';
import { freeExternalId } from './first-answer.js';

/** DELETE of one document; 204. */
export async function remove(desk: Desk, call: Call): Promise<void> {
  const { resource, id, request, caller } = call;
  const behaviour = desk.behaviours.get(resource.kind);
  await desk.units.run(caller.actor, async (unit) => {
    const [document] = await unit.lockAndGet(resource.kind, [id]);
    if (!document || !isBelow(call, document)) throw noSuch(call);
    requireMatch(request, document);
    if (behaviour?.remove) await behaviour.remove(unit, document, caller);
    else deleteDocument(unit, document);
    if (!(await unit.get(resource.kind, id))) await freeExternalId(unit, document);
  });
  sendEmpty(call.response, 204);
}
