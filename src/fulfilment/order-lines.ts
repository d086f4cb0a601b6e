import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Characteristic, OrderLine, SpecificationKind } from './model.js';
import { productItems, quantityOf, serviceItems } from './order-items.js';
import type { Item } from './order-items.js';
import { objectOf, objectsOf, referredId } from './reading.js';
import { isAbsent } from './values.js';

/**
 * The lines of a TMF622 v5 order. The specification is the one that the item's product names; its
 * id is '' where only the offering is named, and decomposition takes the offering's then. Never
 * throws; what is amiss is checkLines' to say.
 */
export function readLines(order: JsonObject): OrderLine[] {
  const items = productItems(order);
  const account = referredId(objectOf(order['billingAccount']));
  return linesOf(items, 'product', account, order['relatedParty']);
}

/** The lines of a TMF641 v4 order that came in by itself: they start at a service. */
export function readServiceLines(order: JsonObject): OrderLine[] {
  return linesOf(serviceItems(order), 'service', undefined, order['relatedParty']);
}

function linesOf(
  items: readonly Item[],
  kind: SpecificationKind,
  account: string | undefined,
  parties: JsonValue | undefined,
): OrderLine[] {
  const bundles = bundlesOf(items);
  return items.map((item) => {
    const bundle = bundles.get(item.id);
    const billed = item.account ?? account;
    const place = objectsOf(item.thing['place']);
    const relatedParty = objectsOf(item.thing['relatedParty'] ?? parties);
    return {
      itemId: item.id,
      action: actionOf(item),
      quantity: quantityOf(item),
      specification: { kind, id: item.specification ?? '' },
      ...(item.offering !== undefined && { offering: item.offering }),
      characteristics: valuesOf(item),
      ...(bundle !== undefined && { bundle }),
      reliesOn: item.reliesOn.map(({ id }) => id),
      ...(billed !== undefined && { account: billed }),
      ...(place.length > 0 && { place }),
      ...(relatedParty.length > 0 && { relatedParty }),
    };
  });
}

/**
 * Item -> the one it is in: the one it is nested in, else one that names it in a `bundles`
 * relationship.
 */
function bundlesOf(items: readonly Item[]): Map<string, string> {
  const bundles = new Map<string, string>();
  for (const { id, bundles: parts } of items) parts.forEach((part) => bundles.set(part.id, id));
  for (const { id, bundle } of items) if (bundle !== undefined) bundles.set(id, bundle);
  return bundles;
}

const ACTIONS: readonly string[] = ['add', 'modify', 'delete', 'noChange'];

/** The contract allows no other words; one that slipped through changes nothing. */
function actionOf({ action }: Item): OrderLine['action'] {
  return ACTIONS.includes(action) ? (action as OrderLine['action']) : 'noChange';
}

function valuesOf({ characteristics }: Item): Characteristic[] {
  return characteristics
    .filter(({ name, value }) => name !== '' && !isAbsent(value))
    .map(({ name, value }) => ({ name, value }));
}
