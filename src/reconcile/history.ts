import type { Database, Statements } from '../db/database.js';

/** A difference between what Turnup and a downstream system say. */
export interface Finding {
  readonly rule: string;
  readonly class: 'missing' | 'extra' | 'stale' | 'conflicting' | 'unknown';
  readonly kind: string;
  readonly id: string;
  readonly message: string;
  readonly action: 'repaired' | 'asked' | 'fallout' | 'noted';
  readonly at: string;
}

/** A run as it is stored. */
export interface Run {
  readonly id: string;
  /** The rule that runs; null: all of them. */
  readonly rule: string | null;
  readonly state: 'running' | 'done' | 'failed';
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly checked: number;
  readonly message: string | null;
}

type NewRun = Pick<Run, 'id' | 'rule' | 'dryRun' | 'startedAt'> & { readonly holder: string };

/**
 * Notes a new run. Only one runs at a time, so one that never ended was given up by its process.
 */
export async function startRun(tx: Statements, run: NewRun): Promise<void> {
  await tx.query(
    `UPDATE reconciliation_run SET state = 'failed', finished_at = $1, message = $2
     WHERE state = 'running'`,
    [run.startedAt, 'its process ended before it did'],
  );
  await tx.query(
    `INSERT INTO reconciliation_run(id, rule, state, dry_run, holder, started_at) VALUES($1, $2, 'running', $3, $4, $5)`,
    [run.id, run.rule, run.dryRun ? 1 : 0, run.holder, run.startedAt],
  );
}

export async function finishRun(
  tx: Statements,
  id: string,
  end: { checked: number; at: string; error?: string },
): Promise<void> {
  await tx.query(
    'UPDATE reconciliation_run SET state = $1, finished_at = $2, checked = $3, message = $4 WHERE id = $5',
    [end.error === undefined ? 'done' : 'failed', end.at, end.checked, end.error ?? null, id],
  );
}

/** Writes what a run found; also later, when an answer to one of its questions arrives. */
export async function addFindings(
  tx: Statements,
  run: string,
  findings: readonly Finding[],
): Promise<void> {
  for (const f of findings) {
    await tx.query(
      `INSERT INTO reconciliation_finding(run, rule, class, kind, document_id, message, action, at)
       VALUES($1, $2, $3, $4, $5, $6, $7, $8)`,
      [run, f.rule, f.class, f.kind, f.id, f.message, f.action, f.at],
    );
  }
}

const RUN = `r.id AS "id", r.rule AS "rule", r.state AS "state", r.dry_run AS "dryRun", r.started_at AS "startedAt",
  r.finished_at AS "finishedAt", r.checked AS "checked", r.message AS "message",
  (SELECT COUNT(DISTINCT f.document_id) FROM reconciliation_finding f WHERE f.run = r.id) AS "drifts",
  (SELECT COUNT(*) FROM reconciliation_finding f WHERE f.run = r.id AND f.action = 'repaired') AS "repaired"`;

export type RunSummary = Run & {
  readonly href: string;
  readonly drifts: number;
  readonly repaired: number;
};

/** Runs, newest first. */
export async function listRuns(
  database: Database,
  { offset, limit }: { offset: number; limit: number },
) {
  const [count] = await database.query<{ total: number }>(
    'SELECT COUNT(*) AS total FROM reconciliation_run',
  );
  const rows = await database.query<RunSummary>(
    `SELECT ${RUN} FROM reconciliation_run r ORDER BY r.started_at DESC, r.id LIMIT $1 OFFSET $2`,
    [limit, offset],
  );
  return { items: rows.map(shown), total: Number(count?.total ?? 0) };
}

/** One run with its findings, oldest first; undefined when there is none. */
export async function readRun(
  database: Database,
  id: string,
): Promise<(RunSummary & { findings: Finding[] }) | undefined> {
  const [run] = await database.query<RunSummary>(
    `SELECT ${RUN} FROM reconciliation_run r WHERE r.id = $1`,
    [id],
  );
  if (!run) return undefined;
  const findings = await database.query<Finding>(
    `SELECT rule AS "rule", class AS "class", kind AS "kind", document_id AS "id", message AS "message", action AS "action", at AS "at"
     FROM reconciliation_finding WHERE run = $1 ORDER BY seq LIMIT 10000`,
    [id],
  );
  return { ...shown(run), findings };
}

function shown(run: RunSummary): RunSummary {
  return {
    ...run,
    href: `/reconciliation/runs/${run.id}`,
    dryRun: Boolean(Number(run.dryRun)),
    checked: Number(run.checked),
    drifts: Number(run.drifts),
    repaired: Number(run.repaired),
  };
}
