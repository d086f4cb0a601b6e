import type { Fault } from '../errors.js';
import type { Path } from './query.js';

const PATH = /^[@\w$:-]+(?:\.[@\w$:-]+)*$/u;
const DEEPEST = 12;

/**
 * `a.b.c` as a path of attribute names; undefined when it is none, or deeper than 12. Names are
 * never taken as anything but names.
 */
export function readPath(text: string): Path | undefined {
  if (text.length > 256 || !PATH.test(text)) return undefined;
  const path = text.split('.');
  return path.length > DEEPEST ? undefined : path;
}

/** The fault of a parameter that names no path. */
export function notAPath(parameter: string, text: string): Fault {
  return { pointer: `?${parameter}`, message: `"${text}" is not an attribute path such as a.b` };
}
