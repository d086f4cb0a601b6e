import type { Fault } from '../errors.js';
import { notAPath, readPath } from './path.js';
import type { Condition, Path } from './query.js';
import { mendInstant, splitList } from './values.js';

/** How the words of the called version are said in the canonical documents (see Dialect). */
export interface Wording {
  path(path: Path): Path;
  /** `path` as the client wrote it. */
  words(path: Path, word: string): readonly string[];
}

const MOST_VALUES = 500;
const UNSUPPORTED_PARAMETERS = new Set(['filter', 'depth', 'expand']);
const UNSUPPORTED_OPERATORS = new Set(['gt', 'gte', 'lt', 'lte', 'ne', 'regex', 'like', 'in']);
const OPERATOR_SIGNS = /[<>!~*=[\]()?]/;

/**
 * One attribute that must have one of these values; `.eq` may be written out. Undefined when it is
 * none: then a fault says why, under `unsupported` where the query language has it but Turnup does
 * not.
 */
export function readCondition(
  name: string,
  values: readonly string[],
  faults: Fault[],
  unsupported: Fault[],
  wording: Wording,
): Condition | undefined {
  const dot = name.lastIndexOf('.');
  const operator = dot > 0 ? name.slice(dot + 1) : '';
  if (UNSUPPORTED_PARAMETERS.has(name) || UNSUPPORTED_OPERATORS.has(operator)) {
    unsupported.push({ pointer: `?${name}`, message: `"${name}" is not supported here` });
    return undefined;
  }
  const path = readPath(operator === 'eq' ? name.slice(0, dot) : name);
  if (!path) {
    if (OPERATOR_SIGNS.test(name)) {
      unsupported.push({ pointer: `?${name}`, message: `"${name}" holds an unsupported operator` });
    } else faults.push(notAPath(name, name));
    return undefined;
  }
  const words = readValues(name, values, faults).flatMap((word) => wording.words(path, word));
  return { path: wording.path(path), operator: 'eq', values: [...new Set(words)] };
}

function readValues(name: string, values: readonly string[], faults: Fault[]): string[] {
  const read = values.flatMap((value) => {
    const list = splitList(value);
    if (!list) faults.push({ pointer: `?${name}`, message: `a quote of "${name}" is not closed` });
    return list && list.length > 0 ? list.map(mendInstant) : [''];
  });
  if (read.length > MOST_VALUES) {
    faults.push({
      pointer: `?${name}`,
      message: `"${name}" may have at most ${MOST_VALUES} values`,
    });
  }
  return read;
}
