import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { shown, type Reply } from './http-client.js';
import { Refused, Unavailable, type Trouble } from './trouble.js';

/** Statuses after which the same request may succeed later: too slow, too early, too many. */
const LATER = [408, 425, 429];
/** How often a conflict is looked into; one that stays is a refusal. */
const CONFLICT_TRIES = 3;

/** True when the server did what it was asked to. */
export const isDone = ({ status }: Reply): boolean => status >= 200 && status < 300;

/** True when the server cannot answer this now, whatever it is asked. */
export const isAway = ({ status }: Reply): boolean =>
  LATER.includes(status) || (status >= 500 && status !== 501);

/** What a reply means that is not what was asked for, in the server's own words if it has any. */
export function troubleOf(request: string, reply: Reply): Trouble {
  const message = `${request} is answered ${wordsOf(reply)}`;
  const { retryAfterMs } = reply;
  if (isAway(reply)) {
    return new Unavailable(message, retryAfterMs === undefined ? {} : { retryAfterMs });
  }
  return new Refused(message);
}

/**
 * What a conflict means when an order is placed. It may be that the first request, which timed out
 * here, is still at work there, and that the order is found next time.
 */
export const conflictOf = (request: string, reply: Reply): Trouble =>
  new Unavailable(troubleOf(request, reply).message, {
    tries: CONFLICT_TRIES,
    verdict: { code: 'refused', retryable: false },
  });

/** `POST https://host/serviceOrder`, for people. */
export const requestIn = (method: string, url: string): string => `${method} ${shown(url)}`;

/** The value as an object, where it is one. */
export const asObject = (value: JsonValue | undefined): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;

/** Text that is there, else undefined. */
export const asText = (value: JsonValue | undefined): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The status and the text of a TMF error body (TMF630: code, reason, message). */
function wordsOf({ status, location, body }: Reply): string {
  if (status >= 300 && status < 400) {
    const to = location === undefined ? '' : ` to ${location.slice(0, 200)}`;
    return `${status}: a redirect${to}, and redirects are not followed`;
  }
  const error = asObject(Array.isArray(body) ? body[0] : body) ?? {};
  const said = [asText(error['reason']), asText(error['message'])].filter((text) => text);
  const code = error['code'] === undefined ? '' : ` (code ${String(error['code']).slice(0, 64)})`;
  return said.length > 0 ? `${status}: ${said.join(': ')}${code}` : `${status}${code}`;
}
