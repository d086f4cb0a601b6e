import { expectStatus, type Api } from './api.js';

/** A run of reconciliation as far as tests look at it. */
export interface Run {
  readonly id: string;
  readonly state: string;
  readonly dryRun: boolean;
  readonly checked: number;
  readonly drifts: number;
  readonly repaired: number;
  readonly message: string | null;
  /** Only where one run is asked for. */
  readonly findings?: readonly Finding[];
}

export interface Finding {
  readonly rule: string;
  readonly class: string;
  readonly kind: string;
  readonly id: string;
  readonly message: string;
  readonly action: string;
}

/** The history, the newest run first. */
export async function runsOf(api: Api): Promise<readonly Run[]> {
  return expectStatus(await api.get<Run[]>('/reconciliation/runs?limit=1000'), 200);
}

/** What all runs found, those of one run in their order. */
export async function findingsOf(api: Api): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { id, drifts } of await runsOf(api)) {
    if (drifts === 0) continue;
    const run = expectStatus(await api.get<Run>(`/reconciliation/runs/${id}`), 200);
    found.push(...(run.findings ?? []));
  }
  return found;
}
