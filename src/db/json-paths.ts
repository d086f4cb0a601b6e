import type { Path } from '../tmf630/query.js';
import type { Binding } from './binding.js';
import type { Wanted } from './query-values.js';

/**
 * How a database looks into a JSON column. Values and paths are bound, never written into the text.
 */
export interface JsonPaths {
  /** SQL text: one of the values at the path, through arrays, is one of those wanted. */
  equals(body: string, path: Path, wanted: Wanted, binding: Binding): string;
  /**
   * SQL texts to order by: the first scalar at the path; numbers, then instants, then texts and
   * booleans, each in the direction; documents without one come last in both.
   */
  order(body: string, path: Path, direction: 'ASC' | 'DESC', binding: Binding): string[];
}
