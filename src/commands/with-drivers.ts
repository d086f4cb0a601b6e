import type { Logger } from 'pino';
import { ConfigError, readConfig, type Config } from '../config.js';
import { openDrivers, type Drivers } from '../drivers.js';
import { createLog } from '../log.js';

/**
 * Runs a command on the configured database and broker, and closes them. Its answer is the exit
 * status; a failure is told in one line.
 */
export async function withDrivers(
  work: (drivers: Drivers, config: Config, log: Logger) => Promise<number>,
): Promise<void> {
  try {
    const config = readConfig(process.env);
    const log = createLog(config.logLevel === 'info' ? 'warn' : config.logLevel, process.stderr);
    const drivers = await openDrivers(config, log);
    try {
      process.exitCode = await work(drivers, config, log);
    } finally {
      await drivers.broker.close();
      await drivers.database.close();
    }
  } catch (error) {
    process.stderr.write(
      `${error instanceof ConfigError ? error.message : `turnup: ${(error as Error).message}`}\n`,
    );
    process.exitCode = 2;
  }
}
