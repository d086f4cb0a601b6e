import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** What openDatabase is given, as a process can be told. */
export interface ProcessSettings {
  readonly url?: string;
  readonly file?: string;
  readonly schema?: string;
}

/** A process at a database; see database-process.ts. */
export interface DatabaseProcess {
  readonly child: ChildProcess;
  /** The first line that it says, as JSON; rejects when it ends without one. */
  readonly said: Promise<unknown>;
}

const SCRIPT = fileURLToPath(new URL('database-process.ts', import.meta.url));

export function databaseProcess(
  task: string,
  settings: ProcessSettings,
  ...more: string[]
): DatabaseProcess {
  const args = ['--import', 'tsx', SCRIPT, task, JSON.stringify(settings), ...more];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, 'line').then(([text]) => JSON.parse(String(text)) as unknown);
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) throw new Error(`${task} ended with ${String(code)} and said nothing`);
    return line;
  });
  return { child, said: Promise.race([line, ended]) };
}
