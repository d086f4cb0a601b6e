import { lookup } from 'node:dns';
import { Agent as HttpAgent, request as requestHttp } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivate } from './private-addresses.js';
import { Refused } from './trouble.js';

/** What the client needs of a fetch; the global one is one. */
export type Fetch = (
  url: string,
  init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly redirect: 'manual';
    readonly signal: AbortSignal;
  },
) => Promise<Fetched>;

/** What the client reads of an answer. */
export interface Fetched {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

/** A fetch with connections of its own. */
export interface GuardedFetch {
  readonly fetch: Fetch;
  /** Lets go of the connections that are kept open. */
  close(): void;
}

/**
 * Fetches over http and https; follows no redirect and unpacks nothing. Unless private addresses
 * are allowed it connects to public ones only, which is decided on the address that the connection
 * is made to: a name that is looked up again may have moved. (The global fetch cannot be told so.)
 */
export function guardedFetch(allowPrivate: boolean): GuardedFetch {
  const agents = {
    http: new HttpAgent({ keepAlive: true }),
    https: new HttpsAgent({ keepAlive: true }),
  };
  const guard = allowPrivate ? {} : { lookup: publicOnly };
  const fetch: Fetch = (address, { method, headers, body, signal }) => {
    const url = new URL(address);
    if (!allowPrivate) refusePrivate(url);
    const secure = url.protocol === 'https:';
    const options = { method, headers, signal, ...guard };
    return new Promise((resolve, reject) => {
      const answer = (response: IncomingMessage) => resolve(fetchedFrom(response));
      const request = secure
        ? requestHttps(url, { ...options, agent: agents.https }, answer)
        : requestHttp(url, { ...options, agent: agents.http }, answer);
      request.on('error', reject);
      request.end(body);
    });
  };
  return {
    fetch,
    close: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

const fetchedFrom = (response: IncomingMessage): Fetched => ({
  status: response.statusCode ?? 0,
  headers: { get: (name) => response.headers[name.toLowerCase()]?.toString() ?? null },
  body: response,
});

/** A literal address is connected to without a look-up. */
function refusePrivate(url: URL): void {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && isPrivate(host)) throw new Refused(wordsFor(host));
}

const publicOnly: LookupFunction = (hostname, options, done) => {
  lookup(hostname, options, (error, address, family) => {
    const all = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
    const bad = error ? undefined : all.find(isPrivate);
    if (bad === undefined) done(error, address, family);
    else done(new Refused(wordsFor(bad, hostname)), address, family);
  });
};

const wordsFor = (address: string, name?: string): string =>
  `${name === undefined ? address : `${name} (${address})`} is a private address, and those are not allowed`;
