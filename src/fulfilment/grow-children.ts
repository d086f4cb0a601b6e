import { narrowed } from './characteristic-spec.js';
import { childCharacteristics } from './characteristics.js';
import { addNode, addObstacle, nextIndex, noteMissing } from './growth.js';
import type { Draft, Growth } from './growth.js';
import { childKey } from './keys.js';
import type { DecompositionRule, Offering, Specification } from './model.js';
import { offeringPin, pinOf } from './pins.js';
import { childCount } from './quantity.js';
import { failingCondition, holdsFor } from './rules.js';
import { shareOf } from './sharing.js';
import { wantsOf } from './wants.js';
import type { Want } from './wants.js';

/** A node that was made, and what it was made from. */
export interface Grown {
  readonly node: Draft;
  readonly specification: Specification;
  readonly offering: Offering | undefined;
  /** Ids of the specifications from the root down to this one. */
  readonly above: readonly string[];
}

/**
 * Grows all children of a node, depth first. What keeps one child from being made keeps none of its
 * siblings.
 */
export function growChildren(growth: Growth, parent: Grown): void {
  for (const { relation, because } of growth.ground.relationsOf(parent.specification).idle) {
    const { kind, id } = relation.target;
    suppress(growth, childKey(parent.node.key, kind, id, 0), because);
  }
  for (const want of wantsOf(growth, parent)) {
    if (growth.full) return;
    growWanted(growth, parent, want);
  }
}

function growWanted(growth: Growth, parent: Grown, want: Want): void {
  const key = childKey(parent.node.key, want.kind, want.id, 0);
  if ('because' in want) return suppress(growth, key, want.because);
  const { specification } = want;
  if (!specification) {
    const message = `the catalog has no ${want.kind} ${want.name ?? want.id}, which ${parent.specification.name} ${want.relation}`;
    return block(growth, parent, key, { code: 'unknownSpecification', message });
  }
  const barred = barredBy(growth, parent, specification);
  if (barred) return block(growth, parent, key, barred);
  const { shape, exclusions } = growth.ground.rules.rulesFor(parent.specification, specification);
  const reason = reasonAgainst(growth, parent, shape, exclusions);
  if (reason !== undefined) return suppress(growth, key, reason);
  const { characteristics, action } = parent.node;
  const quantity = childCount(want.bounds, shape, characteristics, action === 'delete');
  if ('code' in quantity) return block(growth, parent, key, quantity);
  if (quantity.count === 0) return suppress(growth, key, 'none is wanted');
  for (let count = 0; count < quantity.count && !growth.full; count++) {
    growChild(growth, parent, { ...want, specification }, shape);
  }
}

type Reason = Pick<Growth['obstacles'][number], 'code' | 'message'>;

/** A catalog that leads back to itself, or too deep. */
function barredBy(growth: Growth, parent: Grown, child: Specification): Reason | undefined {
  const { above } = parent;
  if (above.includes(child.id)) {
    const message = `the catalog leads back to itself: ${[...above, child.id].join(' -> ')}`;
    return { code: 'cycle', message };
  }
  const { maxDepth } = growth.ground;
  if (above.length < maxDepth) return undefined;
  return { code: 'quantity', message: `${child.name} is more than ${maxDepth} levels deep` };
}

/**
 * Why a rule keeps the child from being made; undefined when none does. A delete asks no
 * conditions.
 */
function reasonAgainst(
  growth: Growth,
  parent: Grown,
  shape: DecompositionRule | undefined,
  exclusions: readonly DecompositionRule[],
): string | undefined {
  const { action } = growth.line;
  const values = parent.node.characteristics;
  const excluding = exclusions.find(
    (rule) => holdsFor(rule, action) && failingCondition(rule, values) === undefined,
  );
  if (excluding) return `rule ${excluding.id} excludes it for ${action}`;
  if (action === 'delete') return undefined;
  const failing = failingCondition(shape, values);
  return failing === undefined ? undefined : `rule ${shape?.id}: ${failing}`;
}

type KnownWant = Extract<Want, { bounds: unknown }> & { readonly specification: Specification };

function growChild(
  growth: Growth,
  parent: Grown,
  want: KnownWant,
  rule: DecompositionRule | undefined,
): void {
  const { specification, offering } = want;
  const index = nextIndex(growth, parent.node.key, specification.id);
  const share = shareOf(rule, growth.line, growth.outermost, specification, index);
  const present = share && (growth.shared.get(share.key) ?? growth.ground.shared.get(share.key));
  if (present) {
    growth.ties.push({ parent: parent.node, child: present, shares: true });
    const because = `${parent.node.key} shares it within ${share.within}`;
    growth.why.push({ key: present.key, verdict: 'shared', because });
    return;
  }
  const specs = narrowed(specification.characteristics, offering?.characteristics);
  const given = parent.node.characteristics;
  const { values, missing } = childCharacteristics(given, specs, rule, growth.line.action);
  const node: Draft = {
    ...childOf(parent.node, want, index),
    ...(share?.identity !== undefined && { shareKey: share.identity }),
    ...(rule?.independent === true && { independent: true }),
    characteristics: values,
  };
  addNode(growth, node, becauseOf(parent, want, rule));
  growth.ties.push({ parent: parent.node, child: node, shares: false });
  if (share) growth.shared.set(share.key, node);
  noteMissing(growth, node, missing);
  const above = [...parent.above, specification.id];
  growChildren(growth, { node, specification, offering, above });
}

/** What a child has from its parent, and from the catalog. */
function childOf(parent: Draft, { specification, offering, relation }: KnownWant, index: number) {
  return {
    key: childKey(parent.key, specification.kind, specification.id, index),
    kind: specification.kind,
    specification: pinOf(specification),
    action: parent.action,
    itemId: parent.itemId,
    parent: parent.key,
    sharedBy: [],
    relation,
    ...(offering && { offering: offeringPin(offering) }),
    ...(parent.place && { place: parent.place }),
    ...(parent.relatedParty && { relatedParty: parent.relatedParty }),
    after: [],
  };
}

function becauseOf(parent: Grown, want: Want, rule: DecompositionRule | undefined): string {
  const relation = `${parent.specification.name} ${want.relation} it`;
  return rule ? `${relation}, by rule ${rule.id}` : relation;
}

function suppress(growth: Growth, key: string, because: string): void {
  growth.why.push({ key, verdict: 'suppressed', because });
}

/** A child that cannot be made holds up its parent, as it would if it were there. */
function block(growth: Growth, parent: Grown, key: string, { code, message }: Reason): void {
  addObstacle(growth, key, code, message);
  if (parent.node.action !== 'delete') parent.node.after.push(key);
}
