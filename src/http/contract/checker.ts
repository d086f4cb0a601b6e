import { middleware } from 'express-openapi-validator';
import type { Fault } from '../../errors.js';
import type { CheckView } from './view.js';
import { faultsOf } from './faults.js';
import type { ValidatorError } from './faults.js';

/** What is checked: a body, and query parameters where the view has them. */
export interface Checked {
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, unknown>>;
}

/**
 * Checks bodies against the schemas of one API, by express-openapi-validator. Compiles a schema on
 * its first use. Bodies with more values than this are told their first fault only: the list of all
 * of them could be larger than memory.
 */
export const MOST_VALUES_FOR_ALL_FAULTS = 20_000;

/** The checks of one API. */
export interface Checker {
  /**
   * Faults of what is checked under `key`, a key of the view; none when it holds. `values` is the
   * body's count.
   */
  faults(key: string, checked: Checked, values?: number): Promise<Fault[]>;
}

/** A checker that makes its validator on the first use. */
export function createChecker(view: () => CheckView): Checker {
  let routes: ReadonlyMap<string, string> | undefined;
  const validator = (allErrors: boolean) => {
    let run: Run | undefined;
    return () => {
      if (run) return run;
      const made = view();
      routes = made.routes;
      run = makeValidator(made, allErrors);
      return run;
    };
  };
  const everyFault = validator(true);
  const firstFault = validator(false);
  return {
    async faults(key, checked, values = 0) {
      const run = values > MOST_VALUES_FOR_ALL_FAULTS ? firstFault() : everyFault();
      const route = routes?.get(key);
      return route === undefined ? [] : toFaults(await run(route, checked));
    },
  };
}

type Run = (route: string, checked: Checked) => Promise<unknown>;

/**
 * The validator's middleware is run on a request of our own making: each body has a fixed route of
 * its own, so nothing of the real request is parsed again or changed.
 */
function makeValidator(view: CheckView, allErrors: boolean): Run {
  const handlers = middleware({
    apiSpec: view.document as never,
    validateApiSpec: false,
    validateSecurity: false,
    validateResponses: false,
    fileUploader: false,
    useRequestUrl: true,
    validateRequests: { allErrors, allowUnknownQueryParameters: true },
    formats: { base64: true },
  }) as unknown as Handler[];
  const app = { enabled: () => false, param: () => undefined };
  return (route, { body, query = {} }) =>
    new Promise((resolve) => {
      const request = {
        method: 'POST',
        url: route,
        originalUrl: route,
        path: route,
        baseUrl: '',
        headers: { 'content-type': 'application/json' },
        params: {},
        query,
        body,
        app,
      };
      const next = (place: number) => (error?: unknown) => {
        const handler = handlers[place];
        if (error !== undefined || !handler) resolve(error);
        else handler(request, {}, next(place + 1));
      };
      next(0)();
    });
}

type Handler = (request: object, response: object, next: (error?: unknown) => void) => void;

/**
 * Anything but the validator's list of faults is a mistake in a document or here, not the client's.
 */
function toFaults(error: unknown): Fault[] {
  if (error === undefined) return [];
  const { errors } = error as { errors?: readonly ValidatorError[] };
  if (!Array.isArray(errors)) throw error;
  return faultsOf(errors);
}
