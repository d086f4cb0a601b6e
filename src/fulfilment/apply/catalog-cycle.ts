import type { JsonObject } from '../../../openapi/json.js';
import type { Unit } from '../../documents/unit.js';
import {
  readOffering,
  readProductSpecification,
  readResourceSpecification,
  readServiceSpecification,
  references,
} from '../catalog.js';
import type { Offering, Specification } from '../model.js';
import { readCatalog } from './catalog.js';

/**
 * The names along a cycle that this catalog entry closes, first and last the same; undefined when
 * it closes none.
 */
export async function cycleThrough(
  unit: Unit,
  kind: string,
  body: JsonObject,
): Promise<string[] | undefined> {
  if (kind === 'productOffering') return bundleCycle(unit, readOffering(body, 1));
  const entry = readerOf(kind)(body, 1);
  const roots = references(entry).filter(({ id }) => id !== entry.id);
  if (roots.length < references(entry).length) return [entry.name, entry.name];
  if (roots.length === 0) return undefined;
  const { specifications } = await readCatalog(unit, { offerings: [], specifications: roots });
  const below = (id: string) => specifications.get(id);
  return pathBack(entry.id, entry, (node) =>
    references(node).flatMap(({ id }) => (id === entry.id ? entry : (below(id) ?? []))),
  );
}

async function bundleCycle(unit: Unit, entry: Offering): Promise<string[] | undefined> {
  const ids = entry.bundled.map(({ id }) => id);
  if (ids.length === 0) return undefined;
  const { offerings } = await readCatalog(unit, { offerings: ids, specifications: [] });
  return pathBack(entry.id, entry, (node) =>
    node.bundled.flatMap(({ id }) => (id === entry.id ? entry : (offerings.get(id) ?? []))),
  );
}

function readerOf(kind: string): (body: JsonObject, revision: number) => Specification {
  if (kind === 'productSpecification') return readProductSpecification;
  return kind === 'serviceSpecification' ? readServiceSpecification : readResourceSpecification;
}

/** Depth-first, each node once: the names from the start back to it. */
function pathBack<N extends { id: string; name: string }>(
  start: string,
  node: N,
  next: (node: N) => N[],
): string[] | undefined {
  const seen = new Set<string>();
  const walk = (at: N, path: string[]): string[] | undefined => {
    for (const child of next(at)) {
      if (child.id === start) return [...path, child.name];
      if (seen.has(child.id)) continue;
      seen.add(child.id);
      const found = walk(child, [...path, child.name]);
      if (found) return found;
    }
    return undefined;
  };
  return walk(node, [node.name]);
}
