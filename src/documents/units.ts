import type { Database } from '../db/database.js';
import { Refusal } from '../errors.js';
import { Conflict } from './conflict.js';
import { UnitOfWork } from './unit-of-work.js';
import type { UnitSettings } from './unit-settings.js';
import type { Unit, Units } from './unit.js';

/** How often a unit's work runs when others change the same documents. */
const TRIES = 3;

/**
 * Units over a database. Work that meets a conflict runs again from its beginning, so it must have
 * no effect but through its unit; after three times a Refusal `conflict` is answered.
 */
export function createUnits(database: Database, settings: UnitSettings): Units {
  const once = async <T>(actor: string, work: (unit: Unit) => Promise<T>): Promise<T> => {
    const { unit, result } = await database.transaction(async (statements) => {
      const unit = new UnitOfWork({ statements, dialect: database.dialect }, actor, settings);
      const result = await work(unit);
      await unit.flush();
      return { unit, result };
    });
    unit.wake();
    return result;
  };
  return {
    run: async (actor, work) => {
      for (let tries = 1; ; tries++) {
        try {
          return await once(actor, work);
        } catch (error) {
          if (!(error instanceof Conflict)) throw error;
          if (tries >= TRIES) throw new Refusal('conflict', `${error.message}; try again`);
        }
      }
    },
  };
}
