import type { JsonObject } from '../../openapi/json.js';
import type { Fault } from '../errors.js';
import { checkAgainstCatalog, checkBundles } from './check-catalog.js';
import { checkItems } from './check-items.js';
import type { Catalog } from './model.js';
import { productItems, serviceItems } from './order-items.js';
import { readLines, readServiceLines } from './order-lines.js';
import { objectOf, referredId } from './reading.js';

export { readLines, readServiceLines } from './order-lines.js';

/** What the check must know besides the catalog. */
export interface OrderFacts {
  /** Of the accounts that the order names, the ids of those that exist. */
  readonly accounts: ReadonlySet<string>;
}

/**
 * Everything wrong with a TMF622 v5 order, each fault with its JSON pointer (RFC 6901) into the
 * order: empty when it can be accepted. Pure; the catalog holds what the order names and what that
 * leads to.
 */
export function checkLines(order: JsonObject, catalog: Catalog, facts: OrderFacts): Fault[] {
  const items = productItems(order);
  return [
    ...checkAccounts(order, facts),
    ...checkItems(items, readLines(order)),
    ...items.flatMap((item) => checkAgainstCatalog(item, 'product', catalog)),
    ...checkBundles(items, catalog),
  ];
}

/** Everything wrong with a TMF641 v4 order that came in by itself. */
export function checkServiceLines(order: JsonObject, catalog: Catalog): Fault[] {
  const items = serviceItems(order);
  return [
    ...checkItems(items, readServiceLines(order)),
    ...items.flatMap((item) => checkAgainstCatalog(item, 'service', catalog)),
  ];
}

/**
 * Ids of the billing accounts that a TMF622 order names, each once: what `OrderFacts` must be
 * about.
 */
export function accountsNamed(order: JsonObject): string[] {
  return [...new Set(accountsOf(order).map(({ id }) => id))];
}

function checkAccounts(order: JsonObject, { accounts }: OrderFacts): Fault[] {
  return accountsOf(order)
    .filter(({ id }) => !accounts.has(id))
    .map(({ pointer, id }) => {
      const message = `there is no account ${id}`;
      return { pointer: `${pointer}/billingAccount/id`, message, rule: 'unknownAccount' };
    });
}

function accountsOf(order: JsonObject): { pointer: string; id: string }[] {
  const own = referredId(objectOf(order['billingAccount']));
  const ofItems = productItems(order).flatMap(({ pointer, account }) =>
    account === undefined ? [] : [{ pointer, id: account }],
  );
  return own === undefined ? ofItems : [{ pointer: '', id: own }, ...ofItems];
}
