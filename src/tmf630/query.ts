/**
 * The parsed form of TMF630's query parameters: values that the database compiles and that events
 * evaluate. Pure.
 */

/**
 * One attribute path, already split: `productOrderItem.product.id` is ['productOrderItem',
 * 'product', 'id']. Arrays are passed through.
 */
export type Path = readonly string[];

/** One condition: the attribute has one of these values (OR). */
export interface Condition {
  readonly path: Path;
  readonly operator: 'eq';
  readonly values: readonly string[];
}

export interface SortKey {
  readonly path: Path;
  readonly descending: boolean;
}

export interface Query {
  /** All of them hold (AND). */
  readonly where: readonly Condition[];
  readonly sort: readonly SortKey[];
  readonly offset: number;
  /** Already capped. */
  readonly limit: number;
  /**
   * Only the parts of this document: a list under another resource's path. Left out: all of the
   * kind.
   */
  readonly parent?: string;
}
