import { makesChild, relationMeaning } from '../../mappings/decomposition/relations.js';
import type { RelationMeaning } from '../../mappings/decomposition/relations.js';
import { findCircle } from './graph.js';
import type { Offering, Relation, Specification, SpecificationKind } from './model.js';

/** A relation that makes children, with the meaning of its word. */
export interface ChildRelation extends Relation {
  readonly meaning: Extract<RelationMeaning, 'bundles' | 'realisedAs' | 'requires'>;
}

/**
 * Work goes down: a product is realised by services, a service by resources, never the other way
 * round.
 */
const LAYER = { product: 0, service: 1, resource: 2 } as const;

/**
 * The relations of a specification that make children, one per target: catalogs often say the same
 * thing twice, by a reference and by a relation. The first of a target counts, with the numbers of
 * whichever gives them.
 */
export function childRelations(specification: Specification): ChildRelation[] {
  const found = new Map<string, ChildRelation>();
  for (const relation of specification.relations) {
    const meaning = relationMeaning(relation.type);
    if (!makesChild(meaning) || pointsUp(specification, relation)) continue;
    const { kind, id } = relation.target;
    const key = `${kind}:${id}`;
    found.set(key, { ...relation, ...found.get(key), meaning: found.get(key)?.meaning ?? meaning });
  }
  return [...found.values()];
}

/** A relation that makes no child, and why. */
export interface IdleRelation {
  readonly relation: Relation;
  readonly because: string;
}

/** The relations of a specification, sorted by what they make. */
export interface Relations {
  readonly children: readonly ChildRelation[];
  /** Without those whose target another relation makes a child of. */
  readonly idle: readonly IdleRelation[];
}

/** Reads the relations of a specification. */
export function relationsOf(specification: Specification): Relations {
  const children = childRelations(specification);
  const made = new Set(children.map(({ target }) => target.id));
  const idle = specification.relations
    .filter((relation) => !made.has(relation.target.id))
    .map((relation) => ({ relation, because: reasonOf(specification, relation) }));
  return { children, idle };
}

/** What must be known of the catalog next: the targets that become children. */
export function childTargets(
  specification: Specification,
): { readonly kind: SpecificationKind; readonly id: string }[] {
  return childRelations(specification).map(({ target }) => ({ kind: target.kind, id: target.id }));
}

/** Ids of the specifications that must not be in one order with this one. */
export function excludedBy(specification: Specification): string[] {
  return specification.relations
    .filter((relation) => relationMeaning(relation.type) === 'excludes')
    .map((relation) => relation.target.id);
}

/**
 * Ids along a circle of relations that make children, the first again at the end; undefined when
 * there is none.
 */
export function findCycle(specifications: Iterable<Specification>): string[] | undefined {
  const byId = new Map([...specifications].map((one) => [one.id, childTargets(one)]));
  return findCircle(byId.keys(), (id) => byId.get(id)?.map((target) => target.id) ?? []);
}

/** Ids along a circle of bundled offerings; undefined when there is none. */
export function findBundleCycle(offerings: Iterable<Offering>): string[] | undefined {
  const byId = new Map([...offerings].map((one) => [one.id, one.bundled.map((part) => part.id)]));
  return findCircle(byId.keys(), (id) => byId.get(id) ?? []);
}

function pointsUp(specification: Specification, relation: Relation): boolean {
  return LAYER[relation.target.kind] < LAYER[specification.kind];
}

function reasonOf(specification: Specification, relation: Relation): string {
  const meaning = relationMeaning(relation.type);
  if (pointsUp(specification, relation)) {
    return `"${relation.type}" points from a ${specification.kind} up to a ${relation.target.kind}`;
  }
  if (meaning === 'none') return `"${relation.type}" is no word that makes a child`;
  return `"${relation.type}" means ${meaning}, which makes no child`;
}
