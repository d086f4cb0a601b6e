import { MARKS } from './marks.js';

/**
 * What each variant of a model leaves out, asks for and no longer asks for. v5's reach into every
 * nested model, v4's change the model alone; a v4 update asks for nothing but what is marked.
 */
const VARIANTS = {
  Create: { leavesOut: MARKS.notAtCreation, asks: MARKS.asked, spares: MARKS.unasked },
  Update: { leavesOut: MARKS.notInUpdate, asks: MARKS.askedAgain, sparesAll: true },
  FVO: { leavesOut: MARKS.notAtCreation, asks: MARKS.asked, spares: MARKS.unasked, nested: true },
  MVO: {
    leavesOut: MARKS.notInUpdate,
    asks: MARKS.askedAgain,
    spares: MARKS.unaskedAgain,
    nested: true,
  },
};

/** The name at the end of a `$ref`. */
export const nameOf = (ref) => ref.slice(ref.lastIndexOf('/') + 1);
const refTo = (name) => `#/components/schemas/${name}`;

/**
 * Points every operation's body to the variant it asks for (`ProductOrder_FVO`), made from the
 * marks on first need.
 */
export function deriveVariants(doc) {
  const schemas = doc.components.schemas;
  const differs = differenceIn(schemas);
  for (const operation of operationsOf(doc)) {
    const variant = operation[MARKS.variant];
    if (!variant) continue;
    for (const content of Object.values(operation.requestBody.content)) {
      if (!content.schema.$ref) continue; // json-patch: operations, not the model
      const model = nameOf(content.schema.$ref);
      make(schemas, differs, model, variant);
      content.schema.$ref = refTo(`${model}_${variant}`);
    }
  }
}

const operationsOf = (doc) =>
  Object.values(doc.paths).flatMap((item) => Object.values(item).filter((o) => o?.responses));

/** Adds `NAME_VARIANT` and every nested variant that it needs. */
function make(schemas, differs, name, variant) {
  const target = `${name}_${variant}`;
  if (schemas[target]) return;
  schemas[target] = {}; // before its parts, so that a schema that holds itself ends
  const nested = (part) => {
    if (!VARIANTS[variant].nested || !differs(part, variant)) return part;
    make(schemas, differs, part, variant);
    return `${part}_${variant}`;
  };
  Object.assign(schemas[target], repointed(narrowed(schemas[name], VARIANTS[variant]), nested));
}

/** A copy of the schema with this variant's attributes and required list. */
function narrowed(schema, { leavesOut, asks, spares, sparesAll }) {
  const copy = structuredClone(schema);
  const required = new Set(sparesAll ? [] : copy.required);
  for (const [name, attribute] of Object.entries(copy.properties ?? {})) {
    if (attribute[asks]) required.add(name);
    if (attribute[leavesOut] || attribute[spares]) required.delete(name);
    if (attribute[leavesOut]) delete copy.properties[name];
  }
  delete copy.required;
  if (required.size) copy.required = [...required];
  return copy;
}

/** The same JSON with every schema that it names replaced by `nested(name)`. */
function repointed(node, nested) {
  if (Array.isArray(node)) return node.map((x) => repointed(x, nested));
  if (!node || typeof node !== 'object') return node;
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === '$ref') return [key, refTo(nested(nameOf(value)))];
    if (key === MARKS.byType) return [key, mapValues(value, nested)];
    return [key, repointed(value, nested)];
  });
  return Object.fromEntries(entries);
}

/** `differs(name, variant)`: is the schema, or one that it reaches, another in this variant? */
function differenceIn(schemas) {
  const known = new Map();
  const differs = (name, variant, path = new Set()) => {
    const key = `${variant}:${name}`;
    if (known.has(key)) return known.get(key);
    if (path.has(name)) return false;
    path.add(name);
    const parts = VARIANTS[variant].nested ? refsOf(schemas[name]) : [];
    const found =
      isMarkedFor(schemas[name], VARIANTS[variant]) ||
      parts.some((ref) => differs(nameOf(ref), variant, path));
    path.delete(name);
    // a "no" found inside a circle may only mean that the circle was cut there
    if (found || path.size === 0) known.set(key, found);
    return found;
  };
  return differs;
}

const isMarkedFor = (schema, { leavesOut, asks, spares }) =>
  Object.values(schema?.properties ?? {}).some((p) => p[leavesOut] || p[asks] || p[spares]);

function refsOf(node) {
  if (!node || typeof node !== 'object') return [];
  return Object.entries(node).flatMap(([key, x]) => (key === '$ref' ? [x] : refsOf(x)));
}

const mapValues = (object, f) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, f(value)]));
