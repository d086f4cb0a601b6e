import type { JsonObject } from '../../openapi/json.js';
import { createDocument, patchDocument } from '../documents/store.js';
import type { Unit } from '../documents/unit.js';
import { Refusal } from '../errors.js';
import { cycleThrough } from '../fulfilment/apply/catalog-cycle.js';
import type { Behaviour } from '../http/behaviour.js';

/**
 * The behaviour of what a catalog is made of: an entry that would lead back to itself is refused
 * when it is written.
 */
export const catalogEntry = (kind: string): Behaviour => ({
  kind,
  async create(unit, body) {
    const document = createDocument(unit, kind, body);
    await refuseCycle(unit, kind, document.id, body);
    return document;
  },
  async patch(unit, document, next) {
    await refuseCycle(unit, kind, document.id, next);
    return patchDocument(unit, document, next);
  },
});

async function refuseCycle(unit: Unit, kind: string, id: string, body: JsonObject): Promise<void> {
  const cycle = await cycleThrough(unit, kind, { ...body, id });
  if (cycle === undefined) return;
  const message = `this would lead back to itself: ${cycle.join(' -> ')}`;
  throw new Refusal('ruleViolation', [{ pointer: '', message, rule: 'cyclicCatalog' }]);
}
