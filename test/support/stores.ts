import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { CONTRACTS } from '../../openapi/contracts.js';
import { addressesOf } from '../../src/apis/addresses.js';
import { migrate } from '../../src/db/migrate.js';
import { openDatabase } from '../../src/db/open.js';
import { createDocuments } from '../../src/documents/documents.js';
import { indexedPaths } from '../../src/documents/indexed.js';
import type { Documents } from '../../src/documents/reader.js';
import type { Units } from '../../src/documents/unit.js';
import { createUnits } from '../../src/documents/units.js';
import { quietLog } from './log.js';
import { memoryStore } from './memory-units.js';

/** Somewhere to keep documents, and its end. */
export interface Store {
  readonly units: Units;
  readonly documents: Documents;
  close(): Promise<void>;
}

/** The stores that everything above them must work on alike. */
export const STORES: Readonly<Record<string, () => Promise<Store>>> = {
  memory: () =>
    Promise.resolve({ ...memoryStore(addressesOf(CONTRACTS)), close: async () => undefined }),
  SQLite: sqliteStore,
};

async function sqliteStore(): Promise<Store> {
  const folder = await mkdtemp(join(tmpdir(), 'turnup-http-'));
  const database = openDatabase({ file: join(folder, 'test.sqlite'), log: quietLog() });
  await migrate(database);
  const settings = {
    now: () => new Date(),
    newId: v7,
    hrefOf: addressesOf(CONTRACTS),
    indexedPaths,
  };
  return {
    units: createUnits(database, settings),
    documents: createDocuments(database, { indexedPaths }),
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}
