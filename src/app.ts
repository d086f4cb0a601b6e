import { DIALECTS } from '../mappings/dialects/index.js';
import { CONTRACTS } from '../openapi/contracts.js';
import { addressesOf } from './apis/addresses.js';
import { BEHAVIOURS } from './apis/behaviours.js';
import { ownRoutes } from './apis/turnup/routes.js';
import { bringUpDatabase } from './bring-up.js';
import type { Config } from './config.js';
import { createDocuments } from './documents/documents.js';
import { indexedPaths } from './documents/indexed.js';
import { createUnits } from './documents/units.js';
import type { Drivers } from './drivers.js';
import { healthParts } from './health-parts.js';
import { listen, type Listening } from './http/listen.js';
import { createHttp } from './http/server.js';
import { checkTables, TABLES } from './lifecycle/index.js';
import { createMetrics, observeRequests } from './metrics.js';
import { inProcessSimulators } from './simulate.js';
import { readVersion } from './version.js';
import { createWorkers } from './workers.js';

/** The gateway, put together but not started. */
export interface App {
  /** The downstream systems that are played inside this process. */
  readonly simulated: readonly string[];
  /**
   * Listens, then brings up what is behind; `ready` resolves once orders are taken and worked on.
   */
  listen(): Promise<{ readonly url: string; readonly ready: Promise<void> }>;
  /** Compiles every contract's checks ahead of the first request that needs them; never rejects. */
  warm(): Promise<void>;
  /** Stops in ranks: HTTP, simulators, workers, broker, database. */
  stop(): Promise<void>;
}

type State = 'starting' | 'ready' | 'stopping';

/** The one composition root: every part is made here, once, and given what it needs. */
export function createApp(config: Config, drivers: Drivers): App {
  checkTables(TABLES);
  const { database, broker, topology, now, newId, log } = drivers;
  let state: State = 'starting';
  const isReady = () => state === 'ready';
  const wake = () => workers.wake();

  const documents = createDocuments(database, { indexedPaths });
  const units = createUnits(database, {
    now,
    newId,
    hrefOf: addressesOf(CONTRACTS),
    indexedPaths,
    committed: wake,
  });
  const metrics = createMetrics(database, broker);
  const workers = createWorkers(config, drivers, units, metrics);
  const simulators = inProcessSimulators(config, drivers);
  const own = ownRoutes({
    ...{ database, documents, units, broker, topology, wake },
    reconciler: workers.reconciler,
    registry: metrics.registry,
    version: readVersion(),
    health: healthParts(drivers, isReady),
    stopping: () => state === 'stopping',
  });
  const http = createHttp({
    ...{ contracts: CONTRACTS, dialects: DIALECTS, behaviours: BEHAVIOURS, ownRoutes: own },
    ...{ units, documents, log, ready: isReady, observe: observeRequests(metrics) },
    publicUrl: config.publicUrl === '' ? undefined : config.publicUrl,
    openapiDir: config.openapiDir === '' ? undefined : config.openapiDir,
    validateResponses: config.validateResponses,
    bodyLimitBytes: config.bodyLimitBytes,
  });
  return lifecycleOf();

  function lifecycleOf(): App {
    let listening: Listening | undefined;
    const stopped = () => state === 'stopping';
    const bringUp = async (): Promise<void> => {
      await bringUpDatabase(database, log, stopped);
      if (stopped()) return;
      await workers.start();
      await simulators.start();
      if (stopped()) return;
      state = 'ready';
      log.info('ready to take orders');
    };
    return {
      simulated: simulators.names,
      async listen() {
        listening = await listen(http.app, config.host, config.port);
        return { url: listening.url, ready: bringUp() };
      },
      warm: () => http.warm(),
      async stop() {
        state = 'stopping';
        await listening?.close(config.shutdownLimitMs);
        await simulators.stop();
        await workers.stop();
        await broker.close();
        await database.close();
      },
    };
  }
}
