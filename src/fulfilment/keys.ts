import type { SpecificationKind } from './model.js';

/**
 * Keys of nodes: `1/service:abc#0/resource:def#1` is item 1's first service abc, and its second
 * resource def.
 */

/** The key of a line's root. */
export function rootKey(
  itemId: string,
  kind: SpecificationKind,
  id: string,
  index: number,
): string {
  return childKey(plain(itemId), kind, id, index);
}

/** The key of a parent's child; `index` counts those of one specification. */
export function childKey(
  parent: string,
  kind: SpecificationKind,
  id: string,
  index: number,
): string {
  return `${parent}/${kind}:${plain(id)}#${index}`;
}

/** The order item that a node belongs to. */
export function itemOf(key: string): string {
  return decodeURIComponent(key.split('/', 1)[0] ?? '');
}

/** The key without its item: where a node stands, whichever order's item made it. */
export function placeOf(key: string): string {
  return key.slice(key.indexOf('/') + 1);
}

/**
 * Ids are the clients' to choose: what separates parts of a key is escaped, all else stays
 * readable.
 */
function plain(id: string): string {
  return id.replace(/[%/#]/g, (sign) => encodeURIComponent(sign));
}
