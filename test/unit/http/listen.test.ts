import { expect } from 'chai';
import { Agent, get } from 'node:http';
import type { RequestListener } from 'node:http';
import { once } from 'node:events';
import { connect } from 'node:net';
import { listen } from '../../../src/http/listen.js';

const answer: RequestListener = (_request, response) => void response.end('done');

describe('http: listening', () => {
  it('takes a free port and says where it is', async () => {
    const server = await listen(answer, '127.0.0.1', 0);
    expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(await (await fetch(server.url)).text()).to.equal('done');
    await server.close(1000);
    expect(await fetch(server.url).catch(() => 'refused')).to.equal('refused');
  });

  it('rejects when the address is taken', async () => {
    const first = await listen(answer, '127.0.0.1', 0);
    const { port } = new URL(first.url);
    const error: unknown = await listen(answer, '127.0.0.1', Number(port)).catch((e: unknown) => e);
    expect(error).to.have.property('code', 'EADDRINUSE');
    await first.close(1000);
  });

  it('closes although a client keeps its connection', async () => {
    const server = await listen(answer, '127.0.0.1', 0);
    const agent = new Agent({ keepAlive: true });
    const [response] = (await once(get(server.url, { agent }), 'response')) as [
      NodeJS.ReadableStream,
    ];
    response.resume();
    await once(response, 'end');
    await server.close(60_000);
    agent.destroy();
  });

  it('lets a running request end, then closes its connection', async () => {
    let finish = () => undefined as void;
    const started = new Promise<void>((running) => {
      finish = running;
    });
    let end: () => void = () => undefined;
    const server = await listen(
      (_request, response) => {
        end = () => void response.end('in the end');
        finish();
      },
      '127.0.0.1',
      0,
    );
    const agent = new Agent({ keepAlive: true });
    const response = once(get(server.url, { agent }), 'response');
    await started;
    const closed = server.close(60_000);
    expect(server.close(1)).to.equal(closed);
    end();
    const [message] = (await response) as [NodeJS.ReadableStream & { headers: object }];
    expect(message.headers).to.include({ connection: 'close' });
    message.resume();
    await closed;
    agent.destroy();
  });

  it('cuts off what does not end within the limit', async () => {
    const server = await listen(() => undefined, '127.0.0.1', 0);
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    const cut = once(socket, 'close');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    await server.close(50);
    await cut;
  });
});
