import type { JsonValue } from '../openapi/json.js';
import { refuse, type Reader } from './reading.js';
import { NOT_STORABLE, storable } from './storable.js';

/** How deep and how large a free JSON value may be. */
export const JSON_LIMITS = { depth: 8, nodes: 1_000, characters: 16_000 } as const;

/** Any JSON value within JSON_LIMITS whose text every store can hold. */
export const anyJson: Reader<JsonValue> = (value, at, faults) => {
  const left = { nodes: JSON_LIMITS.nodes, characters: JSON_LIMITS.characters };
  const wrong = faultIn(value, JSON_LIMITS.depth, left);
  return wrong === undefined ? (value as JsonValue) : refuse(faults, at, wrong);
};

/** What may still come, counted down along the walk. */
interface Left {
  nodes: number;
  characters: number;
}

function faultIn(value: unknown, depth: number, left: Left): string | undefined {
  left.nodes -= 1;
  if (depth < 0 || left.nodes < 0) {
    return `must be no deeper than ${JSON_LIMITS.depth} and have no more than ${JSON_LIMITS.nodes} values`;
  }
  if (typeof value === 'string') return textFault(value, left);
  if (value === undefined) return 'must be given';
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const wrong = textFault(name, left) ?? faultIn(inner, depth - 1, left);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function textFault(value: string, left: Left): string | undefined {
  left.characters -= value.length;
  if (left.characters < 0) return `must have no more than ${JSON_LIMITS.characters} characters`;
  return storable(value) ? undefined : NOT_STORABLE;
}
