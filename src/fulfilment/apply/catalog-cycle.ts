import type { JsonObject } from '../../../openapi/json.js';
import type { Unit } from '../../documents/unit.js';
import { readOffering, references } from '../catalog.js';
import type { Offering, Specification } from '../model.js';
import { findBundleCycle, findCycle } from '../relations.js';
import { readCatalog, READERS } from './catalog.js';

/**
 * The names along a cycle that this catalog entry closes, first and last the same; undefined when
 * it closes none. Only relations that make children count.
 */
export async function cycleThrough(
  unit: Unit,
  kind: string,
  body: JsonObject,
): Promise<string[] | undefined> {
  return kind === 'productOffering'
    ? bundleCycle(unit, readOffering(body, 1))
    : specificationCycle(unit, READERS[kind]?.(body, 1));
}

async function specificationCycle(
  unit: Unit,
  entry: Specification | undefined,
): Promise<string[] | undefined> {
  if (!entry) return undefined;
  const roots = references(entry).filter(({ id }) => id !== entry.id);
  const { specifications } = await readCatalog(unit, { offerings: [], specifications: roots });
  const known = new Map([...specifications, [entry.id, entry]]);
  return named(findCycle(known.values()), known);
}

async function bundleCycle(unit: Unit, entry: Offering): Promise<string[] | undefined> {
  const ids = entry.bundled.map(({ id }) => id).filter((id) => id !== entry.id);
  const { offerings } = await readCatalog(unit, { offerings: ids, specifications: [] });
  const known = new Map([...offerings, [entry.id, entry]]);
  return named(findBundleCycle(known.values()), known);
}

function named(
  cycle: readonly string[] | undefined,
  known: ReadonlyMap<string, { readonly name: string }>,
): string[] | undefined {
  return cycle?.map((id) => known.get(id)?.name ?? id);
}
