import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A gateway in a process of its own, as `npm start` runs it. */
export interface GatewayProcess {
  readonly url: string;
  readonly pid: number;
  /** What it wrote, for a failing test. */
  output(): string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to stop and waits. Answers its exit status. */
  stop(): Promise<number | null>;
}

/** Starts dist/src/main.js with these settings on a free port; resolves once it is ready. */
export async function startGateway(env: Readonly<Record<string, string>>): Promise<GatewayProcess> {
  const child = runNode(['dist/src/main.js'], { PORT: '0', LOG_LEVEL: 'info', ...env });
  const url = await child.line(/http:\/\/127\.0\.0\.1:\d+/);
  await eventually(`the gateway at ${url} is ready`, async () => {
    if (child.exited()) throw new Error(`the gateway ended:\n${child.output()}`);
    const response = await fetch(`${url}/health/ready`).catch(() => undefined);
    return response?.status === 200;
  });
  return { url, pid: child.pid, output: child.output, kill: child.kill, stop: child.stop };
}

/** A Node process of the project, from its root. */
export interface NodeProcess {
  readonly pid: number;
  output(): string;
  exited(): boolean;
  /** Waits for text on its output that matches; answers the match. */
  line(pattern: RegExp): Promise<string>;
  kill(): Promise<void>;
  stop(): Promise<number | null>;
}

/** Runs `node` with these arguments; the environment is the test's with these settings over it. */
export function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): NodeProcess {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !SETTINGS.has(name)),
  );
  const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
    cwd: ROOT,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const orphan = () => child.kill('SIGKILL');
  process.once('exit', orphan);
  child.once('exit', () => process.off('exit', orphan));
  let text = '';
  const keep = (chunk: Buffer) => (text = (text + chunk.toString()).slice(-200_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const exited = () => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid ?? 0,
    output: () => text,
    exited,
    line: async (pattern) => {
      const matched = await eventually(`output matches ${String(pattern)}`, () => {
        const found = pattern.exec(text)?.[0];
        if (found === undefined && exited()) throw new Error(`the process ended:\n${text}`);
        return Promise.resolve(found);
      });
      return matched;
    },
    kill: () => end(child, 'SIGKILL', exit).then(() => undefined),
    stop: () => end(child, 'SIGTERM', exit),
  };
}

/** Settings that the test's own environment must not hand down. */
const SETTINGS = new Set(['DATABASE_URL', 'AMQP_URL', 'DATA_DIR', 'PORT', 'HOST', 'BUS_PREFIX']);

async function end(
  child: ChildProcess,
  signal: NodeJS.Signals,
  exit: Promise<number | null>,
): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return exit;
}
