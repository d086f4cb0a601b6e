import type { JsonValue } from '../../../../openapi/json.js';

type Value = JsonValue | undefined;

/** What `right` has otherwise than `left`: `lost /a/0/b`, `added /a/0/@type`, `changed /c`. */
export function differences(left: Value, right: Value, path = ''): string[] {
  if (left === right) return [];
  if (left === undefined) return [`added ${path}`];
  if (right === undefined) return [`lost ${path}`];
  if (!isStructure(left) || !isStructure(right) || Array.isArray(left) !== Array.isArray(right)) {
    return [`changed ${path}: ${JSON.stringify(left)} -> ${JSON.stringify(right)}`];
  }
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].flatMap((key) => differences(left[key], right[key], `${path}/${key}`));
}

function isStructure(value: Value): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null;
}
