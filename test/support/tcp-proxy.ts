import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A way to a server that can be cut in the middle. */
export interface TcpProxy {
  /** The address given, with the proxy's host and port in it. */
  readonly url: string;
  /** Breaks every connection and takes no new ones. */
  cut(): Promise<void>;
  /** Takes connections again, at the same port. */
  restore(): Promise<void>;
  /** Keeps every connection and lets nothing through, either way. */
  stall(): void;
  /** How many connections were made through it. */
  connections(): number;
  close(): Promise<void>;
}

/** Listens on a free port of the loopback interface. */
export async function openTcpProxy(url: string): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let made = 0;
  let port = 0;
  let server: Server | undefined;

  const join = (client: Socket) => {
    made += 1;
    const upstream = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  };
  const listen = async () => {
    const listening = createServer(join);
    await new Promise<void>((resolve) => listening.listen(port, '127.0.0.1', resolve));
    port = (listening.address() as AddressInfo).port;
    server = listening;
  };
  const cut = async () => {
    const closing = server;
    server = undefined;
    const closed = closing && new Promise<void>((resolve) => closing.close(() => resolve()));
    for (const socket of [...sockets]) socket.destroy();
    await closed;
  };

  await listen();
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return {
    url: through.toString(),
    cut,
    restore: listen,
    stall() {
      for (const socket of sockets) socket.unpipe().pause();
    },
    connections: () => made,
    close: cut,
  };
}
