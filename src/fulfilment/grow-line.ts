import { narrowed } from './characteristic-spec.js';
import { ownCharacteristics } from './characteristics.js';
import { growChildren } from './grow-children.js';
import { addNode, addObstacle, noteMissing } from './growth.js';
import type { Draft, Growth } from './growth.js';
import { rootKey } from './keys.js';
import type { Offering, OrderLine, Specification } from './model.js';
import { bundleAsSpecification, offeringPin, pinOf } from './pins.js';
import { lineCount } from './quantity.js';

/** What a line is about: its specification, and the offering that it is sold by. */
interface Root {
  readonly specification: Specification;
  readonly offering: Offering | undefined;
}

/**
 * Grows the roots of one line, as many as its quantity says, and all below them. Nested lines hang
 * under their bundle.
 */
export function growLine(growth: Growth): void {
  const { line } = growth;
  const root = findRoot(growth);
  const quantity = lineCount(line.quantity);
  if (!root) {
    return addObstacle(growth, firstKey(line), 'unknownSpecification', unknownRoot(line));
  }
  if ('code' in quantity) {
    const message = `item ${line.itemId}: ${quantity.message}`;
    return addObstacle(growth, firstKey(line), quantity.code, message);
  }
  if (quantity.count > growth.room) growth.full = true;
  for (let index = 0; index < quantity.count && !growth.full; index++) {
    growRoot(growth, root, index);
  }
}

/** The key that the first root of a line has, or would have. */
export function firstKey(line: OrderLine): string {
  const { kind, id } = line.specification;
  return rootKey(line.itemId, kind, id === '' ? (line.offering ?? '') : id, 0);
}

function findRoot({ ground, line }: Growth): Root | undefined {
  const { kind, id } = line.specification;
  const offering = ground.catalog.offerings.get(line.offering ?? '');
  const wanted = id === '' ? offering?.specification : id;
  const specification = ground.catalog.specifications.get(wanted ?? '');
  if (specification?.kind === kind) return { specification, offering };
  if (wanted !== undefined || !offering || offering.bundled.length === 0) return undefined;
  return { specification: bundleAsSpecification(offering), offering };
}

function unknownRoot({ itemId, specification, offering }: OrderLine): string {
  const { kind, id } = specification;
  if (id !== '') return `item ${itemId}: the catalog has no ${kind} specification ${id}`;
  if (offering === undefined) return `item ${itemId} names no offering and no specification`;
  return `item ${itemId}: the offering ${offering} leads to no specification`;
}

function growRoot(growth: Growth, root: Root, index: number): void {
  const { line, ground } = growth;
  const { specification, offering } = root;
  const bundles = ground.roots.get(line.bundle ?? '') ?? [];
  const bundle = bundles[index % bundles.length];
  const specs = narrowed(specification.characteristics, offering?.characteristics);
  const { values, missing } = ownCharacteristics(line.characteristics, specs, line.action);
  const node: Draft = {
    key: rootKey(line.itemId, specification.kind, specification.id, index),
    kind: specification.kind,
    specification: pinOf(specification),
    action: line.action,
    itemId: line.itemId,
    parent: bundle?.key ?? null,
    sharedBy: [],
    relation: 'ordered',
    ...(offering && { offering: offeringPin(offering) }),
    characteristics: values,
    ...(line.place && { place: line.place }),
    ...(line.relatedParty && { relatedParty: line.relatedParty }),
    after: [],
  };
  addNode(growth, node, `ordered as item ${line.itemId}`);
  if (bundle) growth.ties.push({ parent: bundle, child: node, shares: false });
  noteMissing(growth, node, missing);
  growChildren(growth, { node, specification, offering, above: [specification.id] });
}
