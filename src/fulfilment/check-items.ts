import type { Fault } from '../errors.js';
import { findItemCycle } from './lines.js';
import type { OrderLine } from './model.js';
import { quantityOf } from './order-items.js';
import type { Item, ItemTie } from './order-items.js';

/** Of one item at most; more are a mistake, or an order for more than one order. */
const QUANTITY_LIMIT = 10_000;

/**
 * What is wrong with the items of an order among themselves, whatever the catalog says: ids,
 * quantities, relationships, and actions on something that is not named. `lines` are the same
 * items, as decomposition reads them.
 */
export function checkItems(items: readonly Item[], lines: readonly OrderLine[]): Fault[] {
  const ids = new Map<string, Item>();
  const faults = items.flatMap((item) => {
    const first = ids.get(item.id);
    if (!first) ids.set(item.id, item);
    return [...checkId(item, first), ...checkQuantity(item), ...checkSubject(item)];
  });
  const ties = items.flatMap((item) => checkTies(item, ids));
  return [...faults, ...ties, ...checkCircle(lines, ids)];
}

function checkId({ id, pointer }: Item, first: Item | undefined): Fault[] {
  if (id === '')
    return [{ pointer: `${pointer}/id`, message: 'an item needs an id', rule: 'noId' }];
  if (!first) return [];
  const message = `the id ${id} is taken by the item at ${first.pointer}`;
  return [{ pointer: `${pointer}/id`, message, rule: 'duplicateItem' }];
}

function checkQuantity(item: Item): Fault[] {
  const quantity = quantityOf(item);
  if (Number.isInteger(quantity) && quantity >= 1 && quantity <= QUANTITY_LIMIT) return [];
  const message = `the quantity must be a whole number from 1 to ${QUANTITY_LIMIT}`;
  return [{ pointer: `${item.pointer}/quantity`, message, rule: 'badQuantity' }];
}

function checkSubject({ action, thing, thingPointer }: Item): Fault[] {
  if (action !== 'modify' && action !== 'delete') return [];
  if (typeof thing['id'] === 'string' && thing['id'] !== '') return [];
  const message = `${action} needs the id of what is there already`;
  return [{ pointer: `${thingPointer}/id`, message, rule: 'noSubject' }];
}

function checkTies(item: Item, ids: ReadonlyMap<string, Item>): Fault[] {
  const unknown = (tie: ItemTie) => tie.id !== item.id && !ids.has(tie.id);
  return [...item.reliesOn, ...item.bundles].filter(unknown).map(({ pointer, id }) => ({
    pointer,
    message: `item ${item.id} names the item ${id}, which is not in this order`,
    rule: 'unknownItem',
  }));
}

function checkCircle(lines: readonly OrderLine[], ids: ReadonlyMap<string, Item>): Fault[] {
  const circle = findItemCycle(lines);
  if (!circle) return [];
  const pointer = ids.get(circle[0] ?? '')?.pointer ?? '';
  const message = `items wait for one another: ${circle.join(' -> ')}`;
  return [{ pointer, message, rule: 'cyclicItems' }];
}
