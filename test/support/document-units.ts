import { v7 } from 'uuid';
import type { Database } from '../../src/db/database.js';
import type { UnitSettings } from '../../src/documents/unit-settings.js';
import type { Units } from '../../src/documents/unit.js';
import { createUnits } from '../../src/documents/units.js';

/** The paths that the tests of documents have indexed, whatever the kind. */
export const INDEXED = ['name', 'state', 'party.id', 'item.product.id'];

/**
 * Units over a test's database; ids are in the order of their making, the clock is the system's.
 */
export function testUnits(database: Database, settings: Partial<UnitSettings> = {}): Units {
  return createUnits(database, {
    now: () => new Date(),
    newId: v7,
    hrefOf: (kind, id) => `/test/${kind}/${id}`,
    indexedPaths: () => INDEXED,
    ...settings,
  });
}
