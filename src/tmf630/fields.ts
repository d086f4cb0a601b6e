import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Path } from './query.js';

/** The attributes that a client asked for: a tree by name; `true` is the whole attribute. */
export type FieldTree = Map<string, Field>;

/** What is asked of one attribute: parts of it, or the whole. */
export type Field = FieldTree | true;

/** At the first level these are in every answer (TMF630 part 1, attribute selection). */
const ALWAYS = new Set(['id', 'href', '@type']);

/** The tree of these paths. A path that is the beginning of another one wins: `a,a.b` is `a`. */
export function fieldTree(paths: readonly Path[]): FieldTree {
  const root: FieldTree = new Map();
  for (const path of paths) add(root, path);
  return root;
}

/**
 * The body with the asked attributes only, and id, href and @type always; paths go through arrays.
 * Undefined fields mean all of it: the very same object. Attributes that are not there are passed
 * over. Never changes the body.
 */
export function select(body: JsonObject, fields: FieldTree | undefined): JsonObject {
  return fields ? pickFrom(body, fields, ALWAYS) : body;
}

function add(tree: FieldTree, path: Path): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const known = tree.get(name);
  if (known === true) return;
  if (rest.length === 0) {
    tree.set(name, true);
    return;
  }
  const branch = known ?? new Map<string, Field>();
  tree.set(name, branch);
  add(branch, rest);
}

function pickFrom(body: JsonObject, tree: FieldTree, always?: ReadonlySet<string>): JsonObject {
  const picked: JsonObject = {};
  for (const name of Object.keys(body)) {
    const wanted = always?.has(name) ? true : tree.get(name);
    if (wanted === undefined) continue;
    const value = pick(body[name], wanted);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}

function pick(value: JsonValue | undefined, wanted: Field): JsonValue | undefined {
  if (wanted === true || value === undefined) return value;
  if (Array.isArray(value)) {
    return value.flatMap((element) => {
      const picked = pick(element, wanted);
      return picked === undefined ? [] : [picked];
    });
  }
  return typeof value === 'object' && value !== null ? pickFrom(value, wanted) : undefined;
}
