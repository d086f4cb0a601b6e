import { v7 } from 'uuid';
import type { Database } from '../../src/db/database.js';
import type { Units } from '../../src/documents/unit.js';
import { createUnits } from '../../src/documents/units.js';

/** Units over a database, for tests that do not look at hrefs or indexes. */
export const unitsOver = (database: Database, now: () => Date = () => new Date()): Units =>
  createUnits(database, {
    now,
    newId: v7,
    hrefOf: (kind, id) => `/${kind}/${id}`,
    indexedPaths: () => [],
  });
