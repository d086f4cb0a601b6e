import type { Fault } from '../errors.js';
import { Refusal } from '../errors.js';
import { readCondition } from './condition.js';
import type { Wording } from './condition.js';
import { fieldTree } from './fields.js';
import type { FieldTree } from './fields.js';
import { readParameters } from './parameters.js';
import type { Parameter } from './parameters.js';
import { notAPath, readPath } from './path.js';
import type { Query, SortKey } from './query.js';
import { splitList } from './values.js';

/** Documents in a list when the client names no limit. */
export const DEFAULT_LIMIT = 100;
/** Documents in a list at most, whatever the client names. */
export const MAXIMUM_LIMIT = 1000;
const MOST_CONDITIONS = 50;
const MOST_SORT_KEYS = 8;
const LARGEST_NUMBER = 2 ** 31 - 1;

/** What a client asked of a list. */
export interface Asked {
  readonly query: Query;
  /** Undefined: all attributes. In the words of the called version, for `select`. */
  readonly fields: FieldTree | undefined;
  /**
   * True when the client named an offset or a limit: only then is a partial list announced as one.
   */
  readonly paged: boolean;
}

const AS_WRITTEN: Wording = { path: (path) => path, words: (_path, word) => [word] };

/**
 * Reads the query string of a list (TMF630 part 1): `fields`, `sort`, `offset`, `limit`, every
 * other name is an attribute path that must equal one of its values. Refusal `badQuery` with all
 * faults, else `unsupportedQuery` naming every operator or parameter that is not understood.
 */
export function parseQuery(rawQuery: string, wording: Wording = AS_WRITTEN): Asked {
  const faults: Fault[] = [];
  const unsupported: Fault[] = [];
  const named = new Map<string, string[]>();
  for (const parameter of readParameters(rawQuery, faults)) gather(named, parameter);
  const fields = readFields(take(named, 'fields'), faults);
  const sort = readSort(take(named, 'sort'), wording, faults);
  const offset = readNumber('offset', take(named, 'offset'), 0, faults);
  const limit = readNumber('limit', take(named, 'limit'), 1, faults);
  const where = [...named].flatMap(([name, values]) => {
    return readCondition(name, values, faults, unsupported, wording) ?? [];
  });
  if (where.length > MOST_CONDITIONS) {
    faults.push({
      pointer: '',
      message: `at most ${MOST_CONDITIONS} attributes may be filtered by`,
    });
  }
  if (faults.length > 0) throw new Refusal('badQuery', faults);
  if (unsupported.length > 0) throw new Refusal('unsupportedQuery', unsupported);
  return {
    query: {
      where,
      sort,
      offset: offset ?? 0,
      limit: Math.min(limit ?? DEFAULT_LIMIT, MAXIMUM_LIMIT),
    },
    fields,
    paged: offset !== undefined || limit !== undefined,
  };
}

/**
 * Reads the query string of anything that is not a list, where only `fields` means something and
 * the rest is passed over.
 */
export function parseFields(rawQuery: string): FieldTree | undefined {
  if (rawQuery === '') return undefined;
  const faults: Fault[] = [];
  const values = readParameters(rawQuery, faults)
    .filter(({ name }) => name === 'fields')
    .map(({ value }) => value);
  const fields = readFields(values, faults);
  if (faults.length > 0) throw new Refusal('badQuery', faults);
  return fields;
}

function gather(named: Map<string, string[]>, { name, value }: Parameter): void {
  const values = named.get(name);
  if (values) values.push(value);
  else named.set(name, [value]);
}

function take(named: Map<string, string[]>, name: string): string[] {
  const values = named.get(name) ?? [];
  named.delete(name);
  return values;
}

function readFields(values: readonly string[], faults: Fault[]): FieldTree | undefined {
  const names = values.flatMap((value) => splitList(value) ?? [value]);
  if (names.length === 0) return undefined;
  if (names.length === 1 && names[0] === 'none') return fieldTree([]);
  return fieldTree(
    names.flatMap((name) => {
      const path = readPath(name);
      if (!path) faults.push(notAPath('fields', name));
      return path ? [path] : [];
    }),
  );
}

function readSort(values: readonly string[], wording: Wording, faults: Fault[]): SortKey[] {
  const keys = values.flatMap((value) => splitList(value) ?? [value]);
  if (keys.length > MOST_SORT_KEYS) {
    faults.push({ pointer: '?sort', message: `at most ${MOST_SORT_KEYS} attributes to sort by` });
  }
  return keys.flatMap((key) => {
    const path = readPath(key.replace(/^[-+]\s*/, ''));
    if (!path) faults.push(notAPath('sort', key));
    return path ? [{ path: wording.path(path), descending: key.startsWith('-') }] : [];
  });
}

function readNumber(
  name: string,
  values: readonly string[],
  minimum: number,
  faults: Fault[],
): number | undefined {
  const [text, another] = values.map((value) => value.trim()).filter((value) => value !== '');
  if (text === undefined) return undefined;
  const number = /^\d{1,10}$/.test(text) ? Number(text) : -1;
  if (another === undefined && number >= minimum && number <= LARGEST_NUMBER) return number;
  faults.push({
    pointer: `?${name}`,
    message: `${name} is one whole number from ${minimum} to ${LARGEST_NUMBER}, not "${values.join('", "')}"`,
  });
  return undefined;
}
