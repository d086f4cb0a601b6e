import type { Characteristic, DecompositionRule } from './model.js';
import { isAbsent } from './values.js';

/** How many are wanted, or what keeps it from being known. */
export type Quantity =
  | { readonly count: number }
  | { readonly code: 'missingCharacteristic' | 'quantity'; readonly message: string };

/** What the catalog says of how many. */
export interface Bounds {
  readonly default?: number | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
}

/**
 * How many children one parent has: the catalog's number (its default, else its minimum, else one)
 * times the rule's, a constant or the value of a characteristic of the parent. An absent
 * characteristic is an obstacle, for nothing says how many; for a delete, which takes what the
 * inventory holds, the catalog's number stands in.
 */
export function childCount(
  bounds: Bounds,
  rule: DecompositionRule | undefined,
  values: readonly Characteristic[],
  isDelete: boolean,
): Quantity {
  const base = bounds.default ?? bounds.minimum ?? 1;
  const factor = factorOf(rule, values, isDelete);
  if ('code' in factor) return factor;
  const count = base * factor.count;
  if (!isCount(count)) return { code: 'quantity', message: `${count} is no quantity` };
  if (count > (bounds.maximum ?? Infinity)) {
    return { code: 'quantity', message: `${count} are wanted, and ${bounds.maximum} allowed` };
  }
  return { count };
}

/** The lines' own quantity: a whole number, at least one. */
export function lineCount(quantity: number): Quantity {
  if (isCount(quantity) && quantity > 0) return { count: quantity };
  return { code: 'quantity', message: `${quantity} is no quantity: a whole number from 1 is` };
}

function factorOf(
  rule: DecompositionRule | undefined,
  values: readonly Characteristic[],
  isDelete: boolean,
): Quantity {
  const said = rule?.quantity ?? 1;
  if (typeof said === 'number') return { count: said };
  const value = values.find(({ name }) => name === said.characteristic)?.value;
  if (isAbsent(value)) {
    if (isDelete) return { count: 1 };
    const message = `${said.characteristic} says how many, and has no value`;
    return { code: 'missingCharacteristic', message };
  }
  const count = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
  if (isCount(count)) return { count };
  const message = `${said.characteristic} is ${JSON.stringify(value)}, which is no quantity`;
  return { code: 'quantity', message };
}

function isCount(number: number): boolean {
  return Number.isSafeInteger(number) && number >= 0;
}
