import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inMemory, type SimulatorMemory } from './memory.js';
import type { WorkOrderRecord } from './work-order-record.js';

/** Lines beyond which a file is written anew at opening, when most of them are outdated. */
const WORTH_COMPACTING = 10_000;

/**
 * A memory in a file of JSON lines, so that a system that is killed does not act twice. One line a
 * change, appended and synced to the disk before `saved` resolves; changes of one moment share one
 * sync. A line that a crash cut short is skipped. One process a file.
 */
export async function fileMemory(path: string, limit?: number): Promise<SimulatorMemory> {
  await mkdir(dirname(path), { recursive: true });
  const remembered = inMemory(limit);
  const lines = await load(path, remembered);
  const kept = [...remembered.all()];
  if (lines > WORTH_COMPACTING && lines > 2 * kept.length) await rewrite(path, kept);
  const file = await open(path, 'a');
  const log = appendingTo(file);
  return {
    ...remembered,
    set: (record) => {
      remembered.set(record);
      log.add(JSON.stringify(record));
    },
    saved: log.saved,
    close: async () => {
      await log.saved();
      await file.close();
    },
  };
}

function appendingTo(file: FileHandle) {
  let pending: string[] = [];
  let last: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    if (pending.length === 0) return;
    const lines = pending;
    pending = [];
    try {
      // Led by a line end, so that what a failed write left behind spoils no other line.
      await file.appendFile(`\n${lines.join('\n')}\n`);
      await file.datasync();
    } catch (error) {
      pending = [...lines, ...pending];
      throw error;
    }
  };
  return {
    add: (line: string) => void pending.push(line),
    saved: () => {
      last = last.catch(() => undefined).then(flush);
      return last;
    },
  };
}

/** Reads what is there into `memory`; answers the number of lines. */
async function load(path: string, memory: SimulatorMemory): Promise<number> {
  const file = await open(path, 'a+');
  let lines = 0;
  for await (const line of file.readLines({ start: 0 })) {
    const record = recordIn(line);
    if (record) memory.set(record);
    lines += 1;
  }
  return lines;
}

async function rewrite(path: string, records: readonly WorkOrderRecord[]): Promise<void> {
  const file = await open(`${path}.new`, 'w');
  for (const record of records) await file.write(`${JSON.stringify(record)}\n`);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
}

function recordIn(line: string): WorkOrderRecord | undefined {
  if (!line.endsWith('}')) return undefined;
  try {
    return JSON.parse(line) as WorkOrderRecord;
  } catch {
    return undefined;
  }
}
