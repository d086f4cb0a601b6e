import { join } from 'node:path';
import type { Logger } from 'pino';
import { v7 } from 'uuid';
import { ADAPTERS } from '../adapters/index.js';
import type { Config } from './config.js';
import type { Database } from './db/database.js';
import { openDatabase } from './db/open.js';
import type { Broker } from './messaging/broker.js';
import { createEmbeddedBroker } from './messaging/embedded/embedded-broker.js';
import { openRabbitBroker } from './messaging/rabbitmq/rabbit-broker.js';
import { topologyOf, type Topology } from './messaging/topology.js';

/**
 * What createApp is given from outside: the concrete database and broker, the clock, the ids. Tests
 * give their own.
 */
export interface Drivers {
  readonly database: Database;
  readonly topology: Topology;
  readonly broker: Broker;
  readonly now: () => Date;
  /** Time-ordered (RFC 9562 version 7), so that indexes grow at one end. */
  readonly newId: () => string;
  readonly log: Logger;
}

/**
 * The drivers that the configuration asks for; a server that does not answer is waited for later.
 */
export async function openDrivers(config: Config, log: Logger): Promise<Drivers> {
  const database = openDatabase({
    // Those who work on it say once that it is away; the driver would say so again and again.
    log: { warn: (details, message) => log.debug(details, message) },
    ...(config.databaseUrl === ''
      ? { file: join(config.dataDir, 'turnup.sqlite') }
      : { url: config.databaseUrl, poolMax: config.lanes * 2 + 8 }),
    ...(config.databaseSchema !== '' && { schema: config.databaseSchema }),
  });
  const topology = topologyOf(
    ADAPTERS.map(({ name }) => name),
    config.busPrefix,
  );
  const now = () => new Date();
  const broker =
    config.amqpUrl === ''
      ? createEmbeddedBroker({ database, topology, log, now })
      : await openRabbitBroker({ url: config.amqpUrl, topology, log, now });
  return { database, topology, broker, now, newId: v7, log };
}
