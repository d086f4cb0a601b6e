import type { CharacteristicSpec } from './model.js';
import { fitsPattern } from './pattern.js';
import { isAbsent, sameValue } from './values.js';

/**
 * What is wrong with a value, in words that say what would be right; undefined when it fits its
 * specification.
 */
export interface ValueFault {
  readonly rule: 'wrongType' | 'notAllowedValue';
  readonly message: string;
}

/**
 * Checks type, then values, ranges and patterns; each element of a list where several are allowed.
 * Absent values fit.
 */
export function checkValue(spec: CharacteristicSpec, value: unknown): ValueFault | undefined {
  if (isAbsent(value)) return undefined;
  const list = spec.many === true && Array.isArray(value) ? value : [value];
  for (const single of list) {
    const fault = checkSingle(spec, single);
    if (fault) return fault;
  }
  return undefined;
}

function checkSingle(spec: CharacteristicSpec, value: unknown): ValueFault | undefined {
  if (!isOfType(spec.valueType ?? '', value)) {
    return {
      rule: 'wrongType',
      message: `${spec.name} must be of type ${spec.valueType}, not ${show(value)}`,
    };
  }
  if (spec.allowed.length === 0) return undefined;
  if (spec.allowed.some((allowed) => fits(allowed, value))) return undefined;
  const choice = spec.allowed.map(describe).join(', ');
  return {
    rule: 'notAllowedValue',
    message: `${spec.name} cannot be ${show(value)}; possible: ${choice}`,
  };
}

/**
 * TM Forum leaves type words free; those that are not listed here are not checked. Texts that read
 * as the type pass.
 */
const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value !== 'object',
  text: (value) => typeof value !== 'object',
  integer: (value) => isNumber(value) && Number.isInteger(Number(value)),
  int: (value) => isNumber(value) && Number.isInteger(Number(value)),
  number: isNumber,
  numeric: isNumber,
  decimal: isNumber,
  float: isNumber,
  boolean: (value) => value === 'true' || value === 'false' || typeof value === 'boolean',
  object: (value) => typeof value === 'object',
  date: isDate,
  datetime: isDate,
};

function isOfType(word: string, value: unknown): boolean {
  const plain = word.toLowerCase().replace(/[^a-z]/g, '');
  if (plain.endsWith('array')) {
    const element = plain.slice(0, -'array'.length);
    return Array.isArray(value) && value.every((item) => isOfType(element, item));
  }
  return Object.hasOwn(TYPES, plain) ? (TYPES[plain]?.(value) ?? true) : true;
}

function isNumber(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function isDate(value: unknown): boolean {
  return typeof value === 'string' && !Number.isNaN(Date.parse(value));
}

type Allowed = CharacteristicSpec['allowed'][number];

function fits(allowed: Allowed, value: unknown): boolean {
  if (allowed.value !== undefined && sameValue(allowed.value, value)) return true;
  if (allowed.from !== undefined || allowed.to !== undefined) return inRange(allowed, value);
  if (allowed.value !== undefined || allowed.regex === undefined) return false;
  // A pattern that is not run cannot refuse anybody.
  return fitsPattern(allowed.regex, String(value)) ?? true;
}

function inRange({ from = -Infinity, to = Infinity, open }: Allowed, value: unknown): boolean {
  if (!isNumber(value)) return false;
  const number = Number(value);
  const above = open === 'from' || open === 'both' ? number > from : number >= from;
  const below = open === 'to' || open === 'both' ? number < to : number <= to;
  return above && below;
}

function describe({ value, from, to, regex }: Allowed): string {
  if (value !== undefined) return show(value);
  if (from !== undefined || to !== undefined) return `${from ?? 'any'} to ${to ?? 'any'}`;
  return `what matches ${regex ?? ''}`;
}

const SHOWN_LENGTH = 60;

function show(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
