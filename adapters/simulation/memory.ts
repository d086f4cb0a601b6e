import { isSettled, type WorkOrderRecord } from './work-order-record.js';

/** What a simulated system remembers, by work order id. */
export interface SimulatorMemory {
  get(workOrderId: string): WorkOrderRecord | undefined;
  /** Seen by `get` at once; safe once a later `saved` has resolved. */
  set(record: WorkOrderRecord): void;
  /** Resolves when all that was set before is as safe as this memory makes it. */
  saved(): Promise<void>;
  all(): Iterable<WorkOrderRecord>;
  close(): Promise<void>;
}

/**
 * Work orders remembered at most: beyond, an old one is forgotten, and would be worked on again.
 */
const REMEMBERED = 100_000;
/** How many of the oldest are looked at for one that is settled. */
const LOOKED_AT = 100;

/** A memory that ends with the process. */
export function inMemory(limit = REMEMBERED): SimulatorMemory {
  const records = new Map<string, WorkOrderRecord>();
  return {
    get: (workOrderId) => records.get(workOrderId),
    set: (record) => {
      // Deleted first, so that the map's order is the order of last use.
      records.delete(record.workOrderId);
      records.set(record.workOrderId, record);
      if (records.size > limit) forgetOne(records);
    },
    saved: () => Promise.resolve(),
    all: () => records.values(),
    close: () => Promise.resolve(),
  };
}

/** One of the oldest, settled where there is one: the limit holds in any case. */
function forgetOne(records: Map<string, WorkOrderRecord>): void {
  const [oldest] = records.keys();
  const settled = firstSettled(records.values(), Math.min(LOOKED_AT, records.size - 1));
  records.delete(settled ?? oldest ?? '');
}

function firstSettled(records: Iterable<WorkOrderRecord>, among: number): string | undefined {
  let looked = 0;
  for (const record of records) {
    looked += 1;
    if (looked > among) return undefined;
    if (isSettled(record)) return record.workOrderId;
  }
  return undefined;
}
