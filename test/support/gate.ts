import { randomInt } from 'node:crypto';
import pg from 'pg';
import { eventually } from './eventually.js';
import { DATABASE_URL } from './services.js';

/** Where a gate stands: at rows of a statement, or at the commit of their transaction. */
export interface GatePlace {
  readonly table: string;
  readonly event: 'INSERT' | 'UPDATE' | 'DELETE';
  /** SQL over NEW or OLD: only these rows are held up; all if left out. */
  readonly when?: string;
  /** `before`: in the middle of the transaction; `commit`: all is written, none committed. */
  readonly at: 'before' | 'commit';
}

/** A closed gate in a schema of PostgreSQL: whoever comes by waits, in the middle of its work. */
export interface Gate {
  /** Resolves once somebody waits at the gate. */
  reached(): Promise<void>;
  /** Lets them pass, and takes the gate away. */
  open(): Promise<void>;
}

/**
 * Closes a gate. Made of a trigger that asks for an advisory lock, which the gate holds; so a
 * process can be stopped, or killed, at one known statement. What a killed process had sent to the
 * server before is done when the gate opens: a statement is rolled back, a commit goes through.
 */
export async function closeGate(schema: string, place: GatePlace): Promise<Gate> {
  const key = randomInt(1, 2 ** 31);
  const name = `gate_${key}`;
  const client = new pg.Client({ connectionString: DATABASE_URL });
  await client.connect();
  await client.query(`SET search_path TO "${schema}"`);
  await client.query('SELECT pg_advisory_lock($1)', [key]);
  await client.query(functionNamed(name));
  await client.query(triggerNamed(name, key, place));
  return {
    async reached() {
      await eventually(`somebody waits at ${place.event} of ${place.table}`, async () => {
        const { rowCount } = await client.query(
          `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted`,
          [key],
        );
        return rowCount !== null && rowCount > 0;
      });
    },
    async open() {
      await client.query('SELECT pg_advisory_unlock($1)', [key]);
      await client.query(`DROP FUNCTION ${name} CASCADE`);
      await client.end();
    },
  };
}

const functionNamed = (name: string): string =>
  `CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     PERFORM pg_advisory_xact_lock_shared(TG_ARGV[0]::bigint);
     RETURN coalesce(NEW, OLD);
   END $$`;

function triggerNamed(name: string, key: number, { table, event, when, at }: GatePlace): string {
  const condition = when === undefined ? '' : `WHEN (${when})`;
  const moment =
    at === 'before'
      ? `CREATE TRIGGER ${name} BEFORE ${event} ON ${table}`
      : `CREATE CONSTRAINT TRIGGER ${name} AFTER ${event} ON ${table}
         DEFERRABLE INITIALLY DEFERRED`;
  return `${moment} FOR EACH ROW ${condition} EXECUTE FUNCTION ${name}('${key}')`;
}
