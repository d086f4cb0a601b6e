import type { JsonObject } from '../../../openapi/json.js';

/** A characteristic of a specification, in words that the three catalog APIs share. */
export interface Wanted {
  readonly name: string;
  readonly valueType: 'string' | 'integer';
  readonly description: string;
  readonly unit?: string;
  /** Left out: any value of the type, or the range. */
  readonly allowed?: readonly (string | number)[];
  readonly range?: readonly [from: number, to: number];
  readonly default?: string | number;
  /** True: an order need not give it. */
  readonly optional?: boolean;
}

/** As TMF620 v4 writes them. */
export const productCharacteristics = (wanted: readonly Wanted[]): JsonObject[] =>
  written(wanted, 'productSpecCharacteristicValue');

/** As TMF633 v4 writes them. */
export const serviceCharacteristics = (wanted: readonly Wanted[]): JsonObject[] =>
  written(wanted, 'characteristicValueSpecification');

/** As TMF634 v4 writes them. */
export const resourceCharacteristics = (wanted: readonly Wanted[]): JsonObject[] =>
  written(wanted, 'resourceSpecCharacteristicValue');

function written(wanted: readonly Wanted[], valuesIn: string): JsonObject[] {
  return wanted.map((one) => ({
    name: one.name,
    description: one.description,
    valueType: one.valueType,
    configurable: true,
    minCardinality: one.optional === true || one.default !== undefined ? 0 : 1,
    maxCardinality: 1,
    ...(valuesOf(one).length > 0 && { [valuesIn]: valuesOf(one) }),
  }));
}

function valuesOf({ valueType, unit, allowed, range, default: preset }: Wanted): JsonObject[] {
  const about = { valueType, ...(unit !== undefined && { unitOfMeasure: unit }) };
  const listed = (allowed ?? []).map((value) => ({ ...about, value, isDefault: value === preset }));
  if (!range) return listed;
  return [...listed, { ...about, isDefault: false, valueFrom: range[0], valueTo: range[1] }];
}
