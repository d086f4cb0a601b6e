import type { JsonValue } from '../../openapi/json.js';

/** What is kept of a foreign answer at most; the limits of a status on the bus. */
export const KEPT = {
  noteLength: 4_000,
  codeLength: 64,
  nameLength: 255,
  characteristics: 100,
  depth: 8,
  nodes: 1_000,
  characters: 16_000,
} as const;

/** Text no longer than `most`, with what no store holds replaced: NUL, half of a surrogate pair. */
export const keptText = (text: string, most: number): string =>
  text.slice(0, most).replace(/\0|\p{Surrogate}/gu, '\ufffd');

/** True for text from 1 to `most` characters that every store holds as it is. */
export const isKeptText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value !== '' && keptText(value, most) === value;

/** True for a JSON value that is within KEPT and whose text every store holds. Never throws. */
export function isKeptValue(value: unknown): value is JsonValue {
  return within(value, KEPT.depth, { nodes: KEPT.nodes, characters: KEPT.characters });
}

/** What may still come, counted down along the walk. */
interface Left {
  nodes: number;
  characters: number;
}

function within(value: unknown, depth: number, left: Left): boolean {
  left.nodes -= 1;
  if (depth < 0 || left.nodes < 0 || value === undefined) return false;
  if (typeof value === 'string') return fits(value, left);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([name, inner]) => fits(name, left) && within(inner, depth - 1, left),
  );
}

function fits(text: string, left: Left): boolean {
  left.characters -= text.length;
  return left.characters >= 0 && keptText(text, text.length) === text;
}
