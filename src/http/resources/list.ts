import { parseQuery } from '../../tmf630/parse.js';
import { pageHead } from '../../tmf630/page.js';
import { select } from '../../tmf630/fields.js';
import { answer } from './call.js';
import type { Call, Desk } from './call.js';
import { requireParent } from './parent.js';

/**
 * GET of a collection: filtered, sorted, paged, and the attributes that were asked for (TMF630).
 */
export async function list(desk: Desk, call: Call): Promise<void> {
  const { representation, resource, parent, rawQuery } = call;
  const asked = parseQuery(rawQuery, representation);
  const query = parent === null ? asked.query : { ...asked.query, parent };
  await requireParent(desk.documents, call);
  const { documents, total } = await desk.documents.list(resource.kind, query);
  const extent = { ...asked.query, count: documents.length, total, paged: asked.paged };
  const { status, headers } = pageHead(extent, representation.address(parent), rawQuery);
  const body = documents.map((one) => select(representation.show(one), asked.fields));
  await answer(desk, call, status, body, headers, asked.fields !== undefined);
}
