import { MARKS } from './lib/marks.js';
import { deriveVariants } from './lib/variants.js';

const MARK_NAMES = new Set(Object.values(MARKS));

/**
 * From the emitted document to the served one: derives the bodies that the marks ask for, then
 * takes the marks away.
 */
export function finish(emitted) {
  const doc = structuredClone(emitted);
  deriveVariants(doc);
  return clean(doc);
}

function clean(node) {
  if (Array.isArray(node)) return node.map(clean);
  if (!node || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => !MARK_NAMES.has(key));
  const result = Object.fromEntries(kept.map(([key, value]) => [key, clean(value)]));
  if (typeof result.description === 'string') result.description = unfolded(result.description);
  if (node[MARKS.byType]) result.discriminator = discriminator(node[MARKS.byType]);
  return isBareReference(result) ? result.allOf[0] : result;
}

/** Sources are folded at a column's edge; the break is no part of the sentence. */
const unfolded = (text) => text.replace(/\s*\n\s*/g, ' ');

const discriminator = (schemaOf) => ({
  propertyName: '@type',
  mapping: Object.fromEntries(
    Object.entries(schemaOf).map(([type, name]) => [type, `#/components/schemas/${name}`]),
  ),
});

/**
 * The emitter wraps a reference in `allOf` to hang a mark beside it; without the mark the wrap
 * says nothing.
 */
const isBareReference = (schema) =>
  schema.allOf?.length === 1 && schema.allOf[0].$ref && Object.keys(schema).length === 1;
