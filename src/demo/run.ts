import { randomUUID } from 'node:crypto';
import { FAILING_TASK } from './catalog/flows.js';
import { CATALOG } from './catalog/index.js';
import { createClient } from './client.js';
import { aborted, untilSignal } from './interrupt.js';
import { hasEnded } from './journey.js';
import type { View } from './journey.js';
import { load } from './load.js';
import { orderOf } from './order.js';
import { PATHS } from './paths.js';
import { createPlainScreen, createTerminalScreen } from './screen.js';
import type { Screen } from './screen.js';
import { stuckIn } from './stuck.js';
import { spell, summaryOf } from './summary.js';
import { watch } from './watch.js';

export interface DemoOptions {
  /** A gateway that runs already; not used with `startGateway`. */
  readonly baseUrl?: string;
  /** Starts a gateway for the demo; its `stop` is called at the end, whatever happened. */
  readonly startGateway?: () => Promise<{ url: string; stop: () => Promise<void> }>;
  /** The started gateway stays up after the summary, until SIGINT or SIGTERM. */
  readonly keep: boolean;
  /** The journey as one JSON object on `out` and nothing else there; the rest goes to `err`. */
  readonly json: boolean;
  readonly out: NodeJS.WriteStream;
  readonly err: NodeJS.WriteStream;
  /** True when `out` is a terminal to draw on. */
  readonly isTTY: boolean;
  /** Milliseconds for everything up to the order's end; two minutes if left out. */
  readonly limitMs?: number;
  /** Milliseconds between two looks at the journey. */
  readonly everyMs?: number;
  /** Colours on a terminal; if left out, what it can do, and none with NO_COLOR (no-color.org). */
  readonly colours?: boolean;
}

/** How the demo wants its simulators, as `turnup simulate` takes it: slow enough to watch. */
export const SIMULATION = `--slow 300ms --fail-once ${FAILING_TASK}`;

const LIMIT_MS = 120_000;
const EVERY_MS = 250;

/**
 * Loads a catalog, places an order and shows its journey until it has ended. Answers the process's
 * exit status: 0 only when the order completed; 1 otherwise, with what is stuck and where to look
 * on `err`.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const interrupted = untilSignal();
  const time = AbortSignal.timeout(limitOf(options));
  let stop: (() => Promise<void>) | undefined;
  try {
    const gateway = await options.startGateway?.();
    stop = gateway?.stop;
    const baseUrl = gateway?.url ?? options.baseUrl ?? 'http://127.0.0.1:8080';
    const view = await journeyAt(baseUrl, options, AbortSignal.any([time, interrupted.signal]));
    const status = report(view, baseUrl, options, interrupted.signal.aborted);
    if (stop && options.keep) await stay(baseUrl, options, interrupted.signal);
    return status;
  } catch (error) {
    complain(error, options, time.aborted);
    return 1;
  } finally {
    interrupted.forget();
    await stop?.();
  }
}

async function journeyAt(baseUrl: string, options: DemoOptions, signal: AbortSignal) {
  const client = createClient(baseUrl, { signal });
  const screen = screenFor(options);
  const loaded = await load(client, CATALOG, (done, total, { key, path }) =>
    screen.step(`POST ${path}: ${key}`, done, total),
  );
  screen.note(`Loaded a catalog of ${loaded.size} documents over the public APIs`);
  const path = `${PATHS.productOrdering}/productOrder`;
  const order = orderOf(loaded, `demo-${randomUUID()}`);
  const { id } = await client.post<{ id: string }>(path, order);
  screen.note(`Placed the order ${id}: POST ${path}`);
  const view = await watch(client, id, screen, { everyMs: options.everyMs ?? EVERY_MS, signal });
  if (!view) throw new Error(`GET ${baseUrl}/journeys/${id} did not answer`);
  screen.finish(view);
  return view;
}

function screenFor({ json, out, err, isTTY, colours }: DemoOptions): Screen {
  if (json) return createPlainScreen(err);
  if (!isTTY) return createPlainScreen(out);
  return createTerminalScreen(out, colours ?? out.hasColors());
}

function report(view: View, baseUrl: string, options: DemoOptions, interrupted: boolean): number {
  const { journey } = view;
  if (options.json) options.out.write(`${JSON.stringify(journey)}\n`);
  if (journey.state === 'completed') {
    const staysUp = options.keep || !options.startGateway;
    const lines = options.json ? [] : ['', ...summaryOf(journey, baseUrl, staysUp), ''];
    options.out.write(lines.join('\n'));
    return 0;
  }
  const because = interrupted ? 'Interrupted' : endOf(view, options);
  options.err.write(`${[`${because}.`, ...stuckIn(view, baseUrl)].join('\n')}\n`);
  return 1;
}

const endOf = ({ journey }: View, options: DemoOptions): string =>
  hasEnded(journey)
    ? `The order ended as ${journey.state}`
    : `The order did not complete within ${spell(limitOf(options))}`;

const limitOf = ({ limitMs }: DemoOptions): number => limitMs ?? LIMIT_MS;

function complain(error: unknown, options: DemoOptions, late: boolean): void {
  const why = error instanceof Error ? error.message : String(error);
  const when = late ? `The demo ran out of time (${spell(limitOf(options))}). ` : '';
  options.err.write(`${when}${why}\n`);
}

async function stay(baseUrl: string, { json, out, err }: DemoOptions, signal: AbortSignal) {
  (json ? err : out).write(`\nThe gateway stays up at ${baseUrl}; Ctrl-C ends it.\n`);
  await aborted(signal);
}
