import type { JsonObject } from '../../openapi/json.js';

/**
 * How one older version of an API sees the canonical documents (which are as the newest version has
 * them). A lens per resource: `get` is what the older version reads, `put` what the canonical
 * becomes when it writes.
 *
 * Laws, proven by property tests over the schemas: get(put(v, c)) = v, and put(get(c), c) = c. What
 * the newer contract demands and a written view leaves out (nested `@type`s above all) is added by
 * `put`, and then read back.
 */
export interface Dialect {
  /** Named as the contract: `tmf622-product-ordering`. */
  readonly api: string;
  /** `v4`. */
  readonly version: string;
  /**
   * Resource name in the paths (`productOrder`) -> its lens. A resource without one is the same in
   * both.
   */
  readonly resources: Readonly<Record<string, Lens<JsonObject, JsonObject>>>;
  /** Resources that the canonical version calls otherwise: `catalog` -> `productCatalog`. */
  readonly names?: Readonly<Record<string, string>>;
  /**
   * An attribute path of this version as the canonical documents have it, for `fields`, filters and
   * sort: ('productOrder', ['orderDate']) -> ['creationDate']. Unmapped paths come back as they
   * are. Where one attribute of this version became several, the path of what holds them all. Array
   * indexes may stand in a path and stay in it.
   */
  path(resource: string, path: readonly string[]): readonly string[];
  /**
   * The canonical words that `word` at that path stands for, for filters by value: ('productOrder',
   * ['state'], 'inProgress') -> ['inProgress', 'inProgress.accepted'].
   */
  words?(resource: string, path: readonly string[], word: string): readonly string[];
}

/**
 * A two-way mapping. `put` gets the present canonical value, so that what `V` cannot say survives
 * its writes. Parts that are the same on both sides are shared, not copied: change neither.
 */
export interface Lens<C, V> {
  get(canonical: C): V;
  put(view: V, canonical?: C): C;
}
