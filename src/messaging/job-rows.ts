import type { JsonObject } from '../../openapi/json.js';
import type { Database, Statements } from '../db/database.js';

/** A job as its handler gets it. */
export interface ClaimedJob {
  readonly seq: number;
  /** `task.dispatch` */
  readonly name: string;
  /** The id of the document that it is about. */
  readonly subject: string;
  readonly journey: string | null;
  readonly data: JsonObject;
  /** How often it was tried, this time included. */
  readonly attempts: number;
  /** Why the last try failed. */
  readonly lastError: string | null;
}

/** The rows of `job`, as one process claims them. Instants are of the clock given. */
export interface JobRows {
  /**
   * After how many milliseconds a claim finds something; 0 or less: now. Infinity: nothing waits.
   */
  dueInMs(): Promise<number>;
  /** Claims what is due, the longest due first. Counts the attempt. */
  claim(limit: number): Promise<ClaimedJob[]>;
  /** Claims one of those whose processes died on them again and again. */
  claimSuspect(): Promise<ClaimedJob | undefined>;
  /** Claims again, from now on, what is claimed already. */
  renew(jobs: readonly ClaimedJob[]): Promise<void>;
  /** Deletes those that are still claimed here, and answers them. */
  remove(statements: Statements, jobs: readonly ClaimedJob[]): Promise<ClaimedJob[]>;
  /** Lets go of one until `dueAt`. */
  putOff(job: ClaimedJob, dueAt: Date, error: string): Promise<void>;
  /** Lets go of one for good; it stays readable. */
  park(job: ClaimedJob, error: string): Promise<void>;
}

/** Who claims jobs, and for how long. */
export interface JobRowsOptions {
  readonly database: Database;
  readonly holder: string;
  readonly claimMs: number;
  readonly now: () => Date;
}

const SEQ = { seq: 'integer' } as const;
/** Jobs of a process that died are claimed together once more, then each alone. */
const SUSPICIOUS_ATTEMPTS = 2;
const FREE = `(claimed_until IS NULL OR (claimed_until <= $1 AND attempts < ${SUSPICIOUS_ATTEMPTS}))`;
const SUSPECT = `due_at <= $1 AND claimed_until <= $1 AND attempts >= ${SUSPICIOUS_ATTEMPTS}`;

/** Every change is a transaction of its own, `remove` excepted. */
export function createJobRows(options: JobRowsOptions): JobRows {
  const { database, holder, claimMs, now } = options;
  const { dialect } = database;
  const at = (delayMs = 0) => new Date(now().getTime() + delayMs).toISOString();
  const held = (param: string) => `seq IN (SELECT seq FROM ${dialect.rows(param, SEQ)} AS held)`;
  const seqs = (jobs: readonly ClaimedJob[]) => JSON.stringify(jobs.map(({ seq }) => ({ seq })));
  const change = (sql: string, values: readonly (string | number)[]) =>
    database.transaction((tx) => tx.query(sql, values));

  const claimWhere = async (condition: string, limit: number) => {
    const rows = await database.transaction((tx) =>
      tx.query<Omit<ClaimedJob, 'data'> & { data: string }>(
        `WITH due AS (
           SELECT seq FROM job WHERE parked_at IS NULL AND due_at <= $1 AND ${condition}
           ORDER BY due_at, seq LIMIT $2${dialect.skipLocked})
         UPDATE job SET attempts = attempts + 1, claimed_until = $3, claimed_by = $4,
           once_key = NULL
         WHERE seq IN (SELECT seq FROM due)
         RETURNING seq, name, subject, journey, data, attempts, last_error AS "lastError"`,
        [at(), limit, at(claimMs), holder],
      ),
    );
    return rows
      .map((row) => ({ ...row, data: JSON.parse(row.data) as JsonObject }))
      .sort((a, b) => a.seq - b.seq);
  };

  return {
    async dueInMs() {
      const sql = `SELECT MIN(due_at) AS due FROM job WHERE parked_at IS NULL AND ${FREE}`;
      const [row] = await database.query<{ due: string | null }>(sql, [at()]);
      return row?.due ? new Date(row.due).getTime() - now().getTime() : Infinity;
    },
    claim: (limit) => claimWhere(FREE, limit),
    async claimSuspect() {
      const sql = `SELECT 1 AS found FROM job WHERE parked_at IS NULL AND ${SUSPECT} LIMIT 1`;
      if ((await database.query(sql, [at()])).length === 0) return undefined;
      return (await claimWhere(SUSPECT, 1))[0];
    },
    async renew(jobs) {
      await change(`UPDATE job SET claimed_until = $1 WHERE claimed_by = $2 AND ${held('$3')}`, [
        at(claimMs),
        holder,
        seqs(jobs),
      ]);
    },
    async remove(statements, jobs) {
      const removed = await statements.query<{ seq: number }>(
        `DELETE FROM job WHERE claimed_by = $1 AND ${held('$2')} RETURNING seq`,
        [holder, seqs(jobs)],
      );
      const mine = new Set(removed.map(({ seq }) => seq));
      return jobs.filter(({ seq }) => mine.has(seq));
    },
    async putOff(job, dueAt, error) {
      await change(
        `UPDATE job SET due_at = $1, last_error = $2, claimed_until = NULL, claimed_by = NULL
         WHERE seq = $3 AND claimed_by = $4`,
        [dueAt.toISOString(), error, job.seq, holder],
      );
    },
    async park(job, error) {
      await change(
        `UPDATE job SET parked_at = $1, last_error = $2, claimed_until = NULL, claimed_by = NULL
         WHERE seq = $3 AND claimed_by = $4`,
        [at(), error, job.seq, holder],
      );
    },
  };
}
