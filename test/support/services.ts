import { connect } from 'node:net';
import type { Context } from 'mocha';

/** Where the real servers of the tests are: the environment's, else the usual local ports. */
export const AMQP_URL = process.env['AMQP_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';
export const DATABASE_URL =
  process.env['DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

const START_RABBIT = 'docker compose up -d rabbitmq';
const START_POSTGRES = 'docker compose up -d postgres';
const answers = new Map<string, Promise<boolean>>();

/** True when something listens where `url` points, asked once per run. */
function listens(url: string): Promise<boolean> {
  const known = answers.get(url);
  if (known) return known;
  const { hostname, port } = new URL(url);
  const asked = new Promise<boolean>((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 2000 });
    const settle = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
    socket.once('timeout', () => settle(false));
  });
  answers.set(url, asked);
  return asked;
}

async function needs(context: Context, name: string, url: string, start: string): Promise<void> {
  if (await listens(url)) return;
  const message = `${name} does not answer at ${new URL(url).host}; start one with: ${start}`;
  if (process.env['REQUIRE_SERVICES'] === '1') throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  context.skip();
}

/**
 * In a before hook: skips the suite loudly where RabbitMQ is missing; fails under
 * REQUIRE_SERVICES=1.
 */
export const needsRabbit = (context: Context) => needs(context, 'RabbitMQ', AMQP_URL, START_RABBIT);

/**
 * In a before hook: skips the suite loudly where PostgreSQL is missing; fails under
 * REQUIRE_SERVICES=1.
 */
export const needsPostgres = (context: Context) =>
  needs(context, 'PostgreSQL', DATABASE_URL, START_POSTGRES);
