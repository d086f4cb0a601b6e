import type { StatusReport } from '../adapter.js';
import type { StatusKind } from '../keys.js';

/** How a work order stands, as the simulated system says it. */
export type Report = Omit<StatusReport, 'type'>;

/** One thing that the system says. */
export interface Saying {
  readonly kind: StatusKind;
  readonly report: Report;
}

/** What a simulated system remembers of one work order; plain JSON, so that a file can hold it. */
export interface WorkOrderRecord {
  readonly workOrderId: string;
  readonly revision: number;
  /** How it really stands, whatever was said. */
  readonly truth: Report;
  /** Revision -> how often it was worked on. Never over 1, or the system acted twice. */
  readonly acts: Readonly<Record<string, number>>;
  /** The trace that the latest message belongs to (W3C Trace Context). */
  readonly traceparent?: string;
  /** Work that takes time: when it ends, what will be said, and how it will stand. */
  readonly underWay?: {
    readonly dueAtMs: number;
    readonly says: readonly Report[];
    readonly truth: Report;
  };
  /** Done, but only half said: how it will stand once it was asked twice. */
  readonly stopped?: { readonly asked: boolean; readonly truth: Report };
  /** Said, but not known to have arrived at the broker: to be said again after a restart. */
  readonly owed?: readonly Report[];
}

/** True when nothing more will happen to it by itself. */
export const isSettled = (record: WorkOrderRecord): boolean =>
  !record.underWay && !record.stopped && !record.owed;

/** How often this revision was worked on. */
export const actsOf = (record: WorkOrderRecord | undefined, revision: number): number =>
  record?.acts[String(revision)] ?? 0;
