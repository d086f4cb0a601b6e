import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import {
  readDecompositionRule,
  readOffering,
  readProductSpecification,
  readResourceSpecification,
  readServiceSpecification,
  references,
} from '../catalog.js';
import type {
  Catalog,
  DecompositionRule,
  FlowRule,
  Offering,
  Specification,
  SpecificationKind,
} from '../model.js';
import { readFlowRule } from '../plan.js';

/** Where an order enters the catalog. */
export interface CatalogRoots {
  readonly offerings: readonly string[];
  readonly specifications: readonly { readonly kind: SpecificationKind; readonly id: string }[];
}

/** Stored kind -> how its canonical body is read. */
export const READERS: Readonly<
  Record<string, (body: JsonObject, revision: number) => Specification>
> = {
  productSpecification: readProductSpecification,
  serviceSpecification: readServiceSpecification,
  resourceSpecification: readResourceSpecification,
};

/** Levels of the catalog that are followed at most; a deeper one is a fault of the catalog. */
const DEPTH_LIMIT = 32;

/**
 * Reads all of the catalog that these roots lead to, level by level, one statement per kind and
 * level, and the decomposition rules. What does not exist is left out: decomposition says so.
 */
export async function readCatalog(unit: Unit, roots: CatalogRoots): Promise<Catalog> {
  const offerings = await readOfferings(unit, roots.offerings);
  const specifications = new Map<string, Specification>();
  const ofOfferings = [...offerings.values()].flatMap((offering) =>
    offering.specification === undefined
      ? []
      : [{ kind: 'product' as const, id: offering.specification }],
  );
  let wanted = [...roots.specifications, ...ofOfferings];
  for (let depth = 0; wanted.length > 0 && depth < DEPTH_LIMIT; depth++) {
    const level = await readLevel(unit, wanted);
    for (const specification of level) specifications.set(specification.id, specification);
    wanted = level.flatMap(references).filter(({ id }) => !specifications.has(id));
  }
  return { offerings, specifications, rules: await readRules(unit) };
}

async function readOfferings(unit: Unit, roots: readonly string[]): Promise<Map<string, Offering>> {
  const found = new Map<string, Offering>();
  let wanted = [...new Set(roots)];
  for (let depth = 0; wanted.length > 0 && depth < DEPTH_LIMIT; depth++) {
    const level = (await unit.getMany('productOffering', wanted)).map((d) =>
      readOffering(d.body, d.revision),
    );
    for (const offering of level) found.set(offering.id, offering);
    wanted = [...new Set(level.flatMap((offering) => offering.bundled.map(({ id }) => id)))].filter(
      (id) => !found.has(id),
    );
  }
  return found;
}

async function readLevel(
  unit: Unit,
  wanted: CatalogRoots['specifications'],
): Promise<Specification[]> {
  const level: Specification[] = [];
  for (const kind of ['product', 'service', 'resource'] as const) {
    const ids = [...new Set(wanted.filter((want) => want.kind === kind).map((want) => want.id))];
    if (ids.length === 0) continue;
    for (const { kind: stored, body, revision } of await unit.getMany(
      `${kind}Specification`,
      ids,
    )) {
      const read = READERS[stored];
      if (read) level.push(read(body, revision));
    }
  }
  return level;
}

async function readRules(unit: Unit): Promise<DecompositionRule[]> {
  return (await unit.all('decompositionRule')).map((document) =>
    readDecompositionRule(document.body),
  );
}

/** Every flow rule that was written over TMF701, newest last. */
export async function readFlows(unit: Unit): Promise<FlowRule[]> {
  const flows = await unit.all('processFlowSpecification');
  if (flows.length === 0) return [];
  const tasks = new Map((await unit.all('taskFlowSpecification')).map((task) => [task.id, task]));
  return flows.map((flow) => readFlowRule(flow.body, tasksOf(flow, tasks), flow.revision));
}

function tasksOf(flow: StoredDocument, tasks: ReadonlyMap<string, StoredDocument>) {
  const refs = (flow.body['taskFlowSpecification'] ?? []) as { id?: string }[];
  return refs.flatMap(({ id }) => {
    const task = tasks.get(id ?? '');
    return task ? [task.body] : [];
  });
}
