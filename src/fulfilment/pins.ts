import type { Node, Offering, Specification } from './model.js';

/** The version that a node is made from, so that it stays the same when the catalog moves on. */
export function pinOf(specification: Specification): Node['specification'] {
  const { id, name, version, revision, type } = specification;
  return { id, name, version, revision, type };
}

/** The offering that a product is sold by, pinned. */
export function offeringPin({ id, name, revision }: Offering): NonNullable<Node['offering']> {
  return { id, name, revision };
}

/**
 * TMF620 lets a bundle have no specification of its own: then the offering stands for it, and has
 * nothing but its parts.
 */
export function bundleAsSpecification(offering: Offering): Specification {
  const { id, name, version = '', revision } = offering;
  const nothing = { characteristics: [], relations: [] };
  return { kind: 'product', id, name, version, revision, type: 'ProductOffering', ...nothing };
}
