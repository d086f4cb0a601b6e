import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { View } from '../../../src/demo/journey.js';

/** One call that the fake gateway got. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

export interface FakeGateway {
  readonly url: string;
  readonly calls: Call[];
  stop(): Promise<void>;
}

/** What a test makes it answer; undefined: as a gateway that accepts everything. */
export type Answer = (call: Call) => { status: number; body: unknown } | undefined;

/**
 * Takes every POST and PATCH, gives ids in the order of arrival, and shows the journey that `view`
 * answers, which may look at the calls made so far.
 */
export async function startFakeGateway(
  view: (calls: readonly Call[]) => View,
  answer: Answer = () => undefined,
): Promise<FakeGateway> {
  const calls: Call[] = [];
  const reply = (call: Call): { status: number; body: unknown } => {
    const own = answer(call);
    if (own) return own;
    if (call.method !== 'GET') return { status: 201, body: { id: `id-${calls.length}` } };
    const { journey, graph } = view(calls);
    return { status: 200, body: call.path.endsWith('/graph') ? graph : journey };
  };
  const server = createServer((request, response) => {
    void take(request).then((call) => {
      if (call.method !== 'GET') calls.push(call);
      send(response, reply(call));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function take(request: IncomingMessage): Promise<Call> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  };
}

function send(response: ServerResponse, { status, body }: { status: number; body: unknown }) {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
