import type { Fault } from '../errors.js';

/** One `name=value` of a query string, percent-decoded; several of one name stay several. */
export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/**
 * The parameters of a raw query string (without `?`), in order. Empty pieces (a dangling `?` or
 * `&`) are passed over; what cannot be percent-decoded becomes a fault. `+` is a space, as forms
 * write it.
 */
export function readParameters(rawQuery: string, faults: Fault[]): Parameter[] {
  const parameters: Parameter[] = [];
  for (const piece of rawQuery.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const name = decode(rawName);
    const value = equals < 0 ? '' : decode(piece.slice(equals + 1));
    if (name === undefined || value === undefined) {
      faults.push({ pointer: `?${rawName}`, message: `"${rawName}" is not percent-encoded UTF-8` });
    } else {
      parameters.push({ name: name.trim(), value });
    }
  }
  return parameters;
}

function decode(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
