import type { JsonObject, JsonValue } from '../../openapi/json.js';

/**
 * Calls the gateway's public APIs, nothing else. Paths start with `/`; absolute addresses are taken
 * as they are.
 */
export interface Client {
  readonly baseUrl: string;
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: JsonObject): Promise<T>;
  patch<T>(path: string, body: JsonObject): Promise<T>;
}

/**
 * A call that did not succeed: `message` names method, URL, status and every fault that the gateway
 * named.
 */
export class CallFailed extends Error {
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;

  constructor(message: string, status: number, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CallFailed';
    this.status = status;
  }

  /** True when the same call may succeed later: no answer, too many requests, not available. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status === 503;
  }
}

const CALL_LIMIT_MS = 30_000;

export interface ClientOptions {
  /** Ends every call that is under way, and those to come. */
  readonly signal?: AbortSignal;
  /** `fetch`, or a test's. */
  readonly send?: typeof fetch;
}

/** A client of the gateway at `baseUrl`. */
export function createClient(baseUrl: string, options: ClientOptions = {}): Client {
  const base = baseUrl.replace(/\/+$/, '');
  const call = async <T>(method: string, path: string, body?: JsonObject): Promise<T> => {
    const url = /^https?:/.test(path) ? path : `${base}${path}`;
    const answer = await reach(options, method, url, body);
    const text = await answer.text();
    if (!answer.ok) {
      throw new CallFailed(`${method} ${url}: ${answer.status}${faultsIn(text)}`, answer.status);
    }
    return parse(text, `${method} ${url}`) as T;
  };
  return {
    baseUrl: base,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  };
}

async function reach(options: ClientOptions, method: string, url: string, body?: JsonObject) {
  const { send = fetch, signal } = options;
  const limit = AbortSignal.timeout(CALL_LIMIT_MS);
  try {
    return await send(url, {
      method,
      headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
      signal: signal ? AbortSignal.any([limit, signal]) : limit,
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    const why = error instanceof Error ? reasonOf(error) : String(error);
    throw new CallFailed(`${method} ${url}: no answer (${why})`, 0, { cause: error });
  }
}

/** fetch says only «fetch failed»; the reason is in the cause. */
function reasonOf(error: Error): string {
  const cause = error.cause as { code?: string; message?: string } | undefined;
  return cause?.code ?? (cause?.message || error.message);
}

function parse(text: string, call: string): JsonValue | undefined {
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch (error) {
    throw new CallFailed(`${call}: the answer is not JSON: ${text.slice(0, 200)}`, 0, {
      cause: error,
    });
  }
}

interface ErrorBody {
  code?: string;
  reason?: string;
  message?: string;
  details?: { pointer?: string; message?: string }[];
}

/** The faults of a TMF630 error body, one a line; another body as it is, shortened. */
function faultsIn(text: string): string {
  const body = errorBody(text);
  if (!body) return text === '' ? '' : `\n  ${text.slice(0, 500)}`;
  const details = (body.details ?? []).map((d) =>
    [d.pointer, d.message].filter(Boolean).join(': '),
  );
  const lines = details.length > 0 ? details : [body.message].filter(Boolean);
  return [` ${body.code ?? ''} ${body.reason ?? ''}`.trimEnd(), ...lines].join('\n  ');
}

function errorBody(text: string): ErrorBody | undefined {
  try {
    const body = JSON.parse(text) as ErrorBody | null;
    return body !== null && typeof body === 'object' ? body : undefined;
  } catch {
    return undefined;
  }
}
