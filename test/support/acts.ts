import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkOrderRecord } from '../../adapters/simulation/work-order-record.js';

/**
 * What the simulated systems of a folder remember, by work order: the last whole line of each in
 * their files (adapters/simulation/file-memory.ts). May be read while they are at work.
 */
export async function rememberedIn(folder: string): Promise<Map<string, WorkOrderRecord>> {
  const remembered = new Map<string, WorkOrderRecord>();
  const files = (await readdir(folder)).filter((name) => /^simulated-\w+\.jsonl$/.test(name));
  for (const name of files) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    for (const line of lines) {
      const record = recordIn(line);
      if (record) remembered.set(record.workOrderId, record);
    }
  }
  return remembered;
}

/** How often a system acted on any revision of the work order; empty where it never did. */
export const actsOf = (record: WorkOrderRecord | undefined): number[] =>
  Object.values(record?.acts ?? {});

/** A line that is being written, or was cut short by a kill, is none. */
function recordIn(line: string): WorkOrderRecord | undefined {
  try {
    return JSON.parse(line) as WorkOrderRecord;
  } catch {
    return undefined;
  }
}
