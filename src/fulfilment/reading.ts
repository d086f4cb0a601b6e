import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * Reads of documents that nobody has to have filled in: what is not of the kind asked for is
 * absent, never an error.
 */

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function numberOf(value: JsonValue | undefined): number | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    return Number(value);
  }
  return undefined;
}

export function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
}

/** The objects of a list; a single object counts as a list of one. */
export function objectsOf(value: JsonValue | undefined): JsonObject[] {
  const list = Array.isArray(value) ? value : [value];
  return list.map(objectOf).filter((item) => item !== undefined);
}

/** The id that a reference names: its own, else the last part of its href. */
export function referredId(reference: JsonObject | undefined): string | undefined {
  const id = textOf(reference?.['id']);
  if (id !== undefined) return id;
  return textOf(reference?.['href'])?.replace(/\/+$/, '').split('/').pop();
}
