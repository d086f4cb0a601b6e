import type { Database } from '../db/database.js';

/**
 * Takes the lease of this name for `ttlMs`, or keeps it for as long from now on. True: nobody else
 * has it until then. False: somebody else has. Clocks of the processes must agree to well within
 * `ttlMs`.
 */
export async function holdLease(
  database: Database,
  name: string,
  holder: string,
  ttlMs: number,
  now: Date,
): Promise<boolean> {
  const at = now.toISOString();
  // Those who stand by ask often and must not keep the one writer of SQLite busy.
  const [lease] = await database.query<{ holder: string; until: string }>(
    'SELECT holder, until FROM lease WHERE name = $1',
    [name],
  );
  if (lease && lease.holder !== holder && lease.until > at) return false;
  const until = new Date(now.getTime() + ttlMs).toISOString();
  const held = await database.transaction((tx) =>
    tx.query(
      `INSERT INTO lease(name, holder, until) VALUES($1, $2, $3)
       ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
       WHERE lease.holder = excluded.holder OR lease.until <= $4
       RETURNING name`,
      [name, holder, until, at],
    ),
  );
  return held.length > 0;
}

/** Lets go of a lease, so that another may have it at once; nothing happens without holding it. */
export async function releaseLease(
  database: Database,
  name: string,
  holder: string,
): Promise<void> {
  await database.transaction((tx) =>
    tx.query('DELETE FROM lease WHERE name = $1 AND holder = $2', [name, holder]),
  );
}

/** A lease as its holder sees it over time. */
export interface HeldLease {
  /** True when it is held surely for a while, as far as is known without asking. */
  isFresh(): boolean;
  /** Takes or keeps it; a write only when half of its time has passed. */
  hold(): Promise<boolean>;
  release(): Promise<void>;
}

/** Holds nothing yet. */
export function createHeldLease(
  database: Database,
  name: string,
  holder: string,
  ttlMs: number,
  now: () => Date,
): HeldLease {
  let takenAt = -Infinity;
  const isFresh = () => now().getTime() - takenAt < ttlMs / 2;
  return {
    isFresh,
    async hold() {
      if (isFresh()) return true;
      const at = now();
      const held = await holdLease(database, name, holder, ttlMs, at);
      takenAt = held ? at.getTime() : -Infinity;
      return held;
    },
    async release() {
      if (takenAt === -Infinity) return;
      takenAt = -Infinity;
      await releaseLease(database, name, holder);
    },
  };
}
