import type { Fault } from '../../errors.js';

/** Faults named in one answer; the rest is only counted. */
const MOST_FAULTS = 100;
/** Rules that only say that a rule below them was broken. */
const FRAMES = new Set(['not', 'anyOf', 'oneOf', 'allOf', 'if']);

/** One error as express-openapi-validator tells it. */
export interface ValidatorError {
  /** `/body/productOrderItem/0/action` */
  readonly path: string;
  readonly message: string;
  /** `required.openapi.validation` */
  readonly errorCode?: string;
}

/**
 * The validator's errors as faults: pointers into the body (`?name` for a query parameter), each
 * once, without those that only frame another one; at most 100 and a last one that counts the rest.
 */
export function faultsOf(errors: readonly ValidatorError[]): Fault[] {
  const found = errors.map(toFault).filter((fault) => fault.message !== '');
  const named = found.filter(({ rule }) => rule === undefined || !FRAMES.has(rule));
  const frames = found.filter(({ rule }) => rule === 'anyOf' || rule === 'oneOf');
  const alone = frames.filter(
    (frame) => !named.some(({ pointer }) => pointer.startsWith(frame.pointer)),
  );
  const once = new Map([...named, ...alone].map((fault) => [JSON.stringify(fault), fault]));
  const faults = [...once.values()];
  if (faults.length <= MOST_FAULTS) return faults;
  const rest = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), { pointer: '', message: `and ${rest} more faults` }];
}

function toFault({ path, message, errorCode }: ValidatorError): Fault {
  const rule = errorCode?.split('.', 1)[0];
  const pointer = pointerOf(path);
  const what = pointer === '' ? 'the body' : pointer;
  return {
    pointer,
    message: sentence(what, message, rule),
    ...(rule !== undefined && { rule }),
  };
}

function pointerOf(path: string): string {
  if (path.startsWith('/query/')) return `?${path.slice('/query/'.length)}`;
  return path.replace(/^\/body(?=\/|$)/, '');
}

function sentence(what: string, message: string, rule: string | undefined): string {
  if (rule === 'required') return `${what} is mandatory`;
  // The null of an attribute that may be null is one choice among others; alone it would say
  // nothing.
  if (/allowed values: $/.test(message)) return '';
  return `${what} ${message}`;
}
