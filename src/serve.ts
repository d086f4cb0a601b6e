import type { Logger } from 'pino';
import { createApp, type App } from './app.js';
import { ConfigError, readConfig, type Config } from './config.js';
import { openDrivers } from './drivers.js';
import { createLog } from './log.js';

/**
 * Runs the gateway until a signal: configuration, app, signals, nothing else. Sets the exit status;
 * does not throw.
 */
export async function serve(env: Readonly<Record<string, string | undefined>>): Promise<void> {
  const config = configOrExit(env);
  if (!config) return;
  const log = createLog(config.logLevel, process.stdout);
  await start(config, log);
}

function configOrExit(env: Readonly<Record<string, string | undefined>>): Config | undefined {
  try {
    return readConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

async function start(config: Config, log: Logger): Promise<void> {
  let app: App | undefined;
  try {
    app = await createApp(config, await openDrivers(config, log));
    stopOnSignals(app, config, log);
    const { url, ready } = await app.listen();
    announce(config, url, app, log);
    await ready;
    await app.warm();
  } catch (error) {
    const known =
      error instanceof ConfigError || (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
    if (known) log.fatal((error as Error).message);
    else log.fatal({ err: error }, 'the gateway could not start');
    process.exitCode = 1;
    await app?.stop();
  }
}

/** What it runs on and where to look. */
function announce(config: Config, url: string, app: App, log: Logger): void {
  const database =
    config.databaseUrl === ''
      ? `SQLite in ${config.dataDir}`
      : `PostgreSQL at ${new URL(config.databaseUrl).host}`;
  const broker =
    config.amqpUrl === ''
      ? 'the embedded broker, for trying out'
      : `RabbitMQ at ${new URL(config.amqpUrl).host}`;
  log.info(`Turnup listens at ${url} on ${database} and ${broker}`);
  if (app.simulated.length > 0)
    log.info(`simulated inside this process: ${app.simulated.join(', ')}`);
  log.info(
    `look at ${url}/docs for the APIs, ${url}/health for readiness, ${url}/journeys for what is under way`,
  );
}

function stopOnSignals(app: App, config: Config, log: Logger): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info(`${signal}: stopping; once more ends at once`);
    const limit = setTimeout(() => {
      log.error(`not stopped within ${config.shutdownLimitMs} ms`);
      process.exit(1);
    }, config.shutdownLimitMs + 1_000);
    app.stop().then(
      () => {
        clearTimeout(limit);
        log.info('stopped');
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
