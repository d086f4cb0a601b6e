import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Fetch, Fetched } from './guarded-fetch.js';
import { isTrouble, Refused, Unavailable } from './trouble.js';

/** A longer answer is not read to its end. */
export const ANSWER_LIMIT_BYTES = 1_048_576;

/** A request to the far end. */
export interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
}

/** What came back, whatever its status. */
export interface Reply {
  readonly status: number;
  readonly location?: string;
  readonly retryAfterMs?: number;
  /** Left out where there was none, it was too long, or it was no JSON. */
  readonly body?: JsonValue;
}

/**
 * Sends one request. Throws Refused for an address that is not http or https or not allowed, and
 * Unavailable when no whole answer came in time, with the reason in words.
 */
export type Send = (request: Request) => Promise<Reply>;

/** Sends by this fetch; `timeoutMs` is for all of it, from the connection to the last byte. */
export function httpClient(fetch: Fetch, timeoutMs: number): Send {
  return async ({ method, url, headers = {}, body }) => {
    const at = addressOf(url);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const fetched = await fetch(at.href, {
        method,
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal,
      });
      return await replyOf(fetched);
    } catch (error) {
      if (isTrouble(error)) throw error;
      const why = signal.aborted ? `no answer within ${timeoutMs} ms` : wordsOf(error);
      throw new Unavailable(`${method} ${shown(at)}: ${why}`);
    }
  };
}

/** An address as people may see it: without a query and without what it may have of a password. */
export const shown = (url: string | URL): string => {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
};

function addressOf(url: string): URL {
  const at = URL.canParse(url) ? new URL(url) : undefined;
  if (at && /^https?:$/.test(at.protocol)) return at;
  throw new Refused('The address of the task is not an http or https address');
}

async function replyOf({ status, headers, body }: Fetched): Promise<Reply> {
  const location = headers.get('location');
  const retryAfterMs = millisecondsIn(headers.get('retry-after'));
  const json = parsed(await textOf(body));
  return {
    status,
    ...(location !== null && { location }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(json !== undefined && { body: json }),
  };
}

async function textOf(body: Fetched['body']): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_LIMIT_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Retry-After in seconds (RFC 9110); as a date it is not read, and the back-off holds. */
const millisecondsIn = (seconds: string | null): number | undefined =>
  seconds !== null && /^\d{1,6}$/.test(seconds.trim()) ? Number(seconds) * 1_000 : undefined;

/** `ECONNREFUSED` says more than `fetch failed`. */
function wordsOf(error: unknown): string {
  const { code, cause, message } = error as {
    code?: unknown;
    cause?: { code?: unknown; message?: unknown };
    message?: unknown;
  };
  return String(code ?? cause?.code ?? cause?.message ?? message ?? error);
}
