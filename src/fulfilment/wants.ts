import type { Growth } from './growth.js';
import type { Grown } from './grow-children.js';
import type { Offering, Specification, SpecificationKind } from './model.js';
import { bundleAsSpecification } from './pins.js';
import type { Bounds } from './quantity.js';

/** A child that the catalog names. */
export type Want = {
  readonly kind: SpecificationKind;
  readonly id: string;
  readonly name?: string | undefined;
  /** `bundles`, `realisedAs`, `requires`. */
  readonly relation: string;
} & (
  | {
      readonly bounds: Bounds;
      /** Undefined when the catalog does not have it. */
      readonly specification: Specification | undefined;
      readonly offering: Offering | undefined;
    }
  /** Why it is not wanted after all. */
  | { readonly because: string }
);

/**
 * The children that the catalog names for a node: of its offering, then of its specification, in
 * their order there. A line that is a bundle may have some of them nested in it as lines of their
 * own: those are not made a second time.
 */
export function wantsOf(growth: Growth, parent: Grown): Want[] {
  const isRoot = parent.node.relation === 'ordered';
  const nested = isRoot ? growth.ground.nested.get(parent.node.itemId) : undefined;
  return [...bundledWants(growth, parent, nested), ...relatedWants(growth, parent, nested)];
}

type Nested = ReadonlySet<string> | undefined;

const ORDERED_APART = 'an item of its own orders it';

/** Bundled offerings; where the customer has chosen some, only the least number of the others. */
function bundledWants(growth: Growth, { offering }: Grown, nested: Nested): Want[] {
  return (offering?.bundled ?? []).map((part) => {
    const sold = growth.ground.catalog.offerings.get(part.id);
    const specification = sold && soldAs(growth, sold);
    const { id = part.id, name = sold?.name } = specification ?? {};
    const want = { kind: 'product' as const, id, name, relation: 'bundles' };
    if (nested?.has(part.id)) return { ...want, because: ORDERED_APART };
    const bounds = { ...part, default: nested ? part.minimum : part.default };
    return { ...want, bounds, specification, offering: sold };
  });
}

function soldAs(growth: Growth, offering: Offering): Specification | undefined {
  if (offering.specification !== undefined) {
    return find(growth, 'product', offering.specification);
  }
  return offering.bundled.length > 0 ? bundleAsSpecification(offering) : undefined;
}

function relatedWants(growth: Growth, { specification }: Grown, nested: Nested): Want[] {
  return growth.ground.relationsOf(specification).children.map(({ target, meaning, ...bounds }) => {
    const want = { ...target, relation: meaning };
    if (meaning === 'bundles' && nested?.has(target.id)) return { ...want, because: ORDERED_APART };
    const found = find(growth, target.kind, target.id);
    return { ...want, bounds, specification: found, offering: undefined };
  });
}

function find(growth: Growth, kind: SpecificationKind, id: string): Specification | undefined {
  const found = growth.ground.catalog.specifications.get(id);
  return found?.kind === kind ? found : undefined;
}
