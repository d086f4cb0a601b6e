import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a server of a test got it. */
export interface Got {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What a server of a test answers. `hang`: nothing, ever. */
export type Given =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'hang'
  | 'reset';

/** A small HTTP server on the loopback interface. */
export interface WebServer {
  /** `http://127.0.0.1:port`, without a slash at its end. */
  readonly origin: string;
  /** Everything that it was asked, in order. */
  readonly got: readonly Got[];
  close(): Promise<void>;
}

/** Listens on a free port; `answer` decides what each request gets. */
export async function openWebServer(answer: (got: Got) => Given): Promise<WebServer> {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      got.push(one);
      const given = answer(one);
      if (given === 'reset') request.socket.destroy();
      if (typeof given === 'string') return;
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      response.end(given.body ?? '');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
