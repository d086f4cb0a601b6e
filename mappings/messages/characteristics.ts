import type { components } from '../../openapi/generated/types/tmf697-work-order.v4.js';
import type { Work } from './work.js';

/**
 * Characteristics as v4 writes them (TMF637, 638, 639 and 697 are alike): the kind of value stands
 * beside it.
 */
export function characteristicsOf(work: Work): components['schemas']['Characteristic'][] {
  return work.characteristics.map(({ name, value }) => ({
    name,
    value: value ?? null,
    valueType: valueTypeOf(value),
  }));
}

function valueTypeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return value === null || value === undefined ? 'string' : typeof value;
}
