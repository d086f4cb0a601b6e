import { createServer } from 'node:http';
import type { RequestListener, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that takes requests. */
export interface Listening {
  /** `http://127.0.0.1:8080` */
  readonly url: string;
  /**
   * Takes no more connections, lets requests that run end, and resolves when all are gone; after
   * `limitMs` the rest is cut off. Calling it again answers the same promise.
   */
  close(limitMs: number): Promise<void>;
}

/** A client has this long to send its headers. */
const HEADERS_LIMIT_MS = 15_000;
/** A client has this long to send all of a request. */
const REQUEST_LIMIT_MS = 120_000;
/**
 * Longer than the usual 60 s of proxies, so that it is the proxy that lets an idle connection go.
 */
const KEEP_ALIVE_MS = 65_000;

/** Listens on `host` and `port`; 0 takes a free port. Rejects when the address cannot be had. */
export async function listen(app: RequestListener, host: string, port: number): Promise<Listening> {
  const server = createServer(
    {
      headersTimeout: HEADERS_LIMIT_MS,
      requestTimeout: REQUEST_LIMIT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    app,
  );
  const running = followResponses(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  let closing: Promise<void> | undefined;
  return {
    url: urlOf(server.address() as AddressInfo),
    close: (limitMs) => (closing ??= closeGently(server, running, limitMs)),
  };
}

/** The responses under way. Once the server is closing, a connection ends with its response. */
function followResponses(server: Server): Set<ServerResponse> {
  const running = new Set<ServerResponse>();
  server.prependListener('request', (_request, response) => {
    running.add(response);
    if (!server.listening) response.setHeader('Connection', 'close');
    response.once('close', () => {
      running.delete(response);
      // The socket is idle only after this event.
      if (!server.listening) setImmediate(() => server.closeIdleConnections());
    });
  });
  return running;
}

function closeGently(
  server: Server,
  running: ReadonlySet<ServerResponse>,
  limitMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    for (const response of running) {
      if (!response.headersSent) response.setHeader('Connection', 'close');
    }
    server.closeIdleConnections();
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}
