import { parseFields } from '../../tmf630/parse.js';
import { select } from '../../tmf630/fields.js';
import { sendEmpty } from '../answer.js';
import { etagOf, isKnown } from '../etag.js';
import { answer, isBelow, noSuch } from './call.js';
import type { Call, Desk } from './call.js';

/** GET of one document, or 304 when the client has its present revision. */
export async function retrieve(desk: Desk, call: Call): Promise<void> {
  const fields = parseFields(call.rawQuery);
  const document = await desk.documents.get(call.resource.kind, call.id);
  if (!document || !isBelow(call, document)) throw noSuch(call);
  const headers = { ETag: etagOf(document) };
  if (isKnown(call.request, document)) {
    sendEmpty(call.response, 304, headers);
    return;
  }
  const body = select(call.representation.show(document), fields);
  await answer(desk, call, 200, body, headers, fields !== undefined);
}
