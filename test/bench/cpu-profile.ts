/** The parts of V8's .cpuprofile that are read here. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: Frame }[];
  /** The node on top at each sample. */
  readonly samples: readonly number[];
  /** Microseconds between samples. */
  readonly timeDeltas: readonly number[];
  /** Microseconds of the clock of process.hrtime. */
  readonly startTime: number;
}

/** A function, and where its source lies. */
interface Frame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
}

/** From when to when, in microseconds of the clock of process.hrtime. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Time on the CPU in a function itself, not in those that it calls. */
export interface SelfTime {
  readonly name: string;
  /** `documents`, `http/contract`, `node_modules/pg`, `node` … */
  readonly room: string;
  readonly ms: number;
}

const IDLE = new Set(['(idle)', '(program)']);

/** Self times in a window, the longest first; without the time in which nothing ran. */
export function selfTimes(profile: CpuProfile, { from, to }: Window): SelfTime[] {
  const functions = new Map(profile.nodes.map((node) => [node.id, describe(node.callFrame)]));
  const found = new Map<string, SelfTime>();
  let clock = profile.startTime;
  for (const [at, id] of profile.samples.entries()) {
    const delta = profile.timeDeltas[at] ?? 0;
    clock += delta;
    const described = functions.get(id);
    if (!described || clock < from || clock > to) continue;
    const ms = (found.get(described.name)?.ms ?? 0) + delta / 1_000;
    found.set(described.name, { ...described, ms });
  }
  return [...found.values()].sort((a, b) => b.ms - a.ms);
}

/** Undefined where nothing ran. */
function describe({ functionName, url, lineNumber }: Frame): Omit<SelfTime, 'ms'> | undefined {
  if (IDLE.has(functionName)) return undefined;
  const file = url.replace(/^.*\/(?=[^/]+\/[^/]+$)/, '');
  const place = url === '' ? '' : ` ${file}:${lineNumber + 1}`;
  return { name: `${functionName || '(anonymous)'}${place}`, room: roomOf(functionName, url) };
}

/** Self times summed by room, the longest first. */
export function byRoom(times: readonly SelfTime[]): Omit<SelfTime, 'name'>[] {
  const sums = new Map<string, number>();
  for (const { room, ms } of times) sums.set(room, (sums.get(room) ?? 0) + ms);
  return [...sums].map(([room, ms]) => ({ room, ms })).sort((a, b) => b.ms - a.ms);
}

/** Packages and rooms by where they lie; what node itself does is `node`, garbage apart. */
function roomOf(functionName: string, url: string): string {
  const [, own] = /\/dist\/(.+)$/.exec(url) ?? [];
  const [, dependency] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (dependency !== undefined) return `node_modules/${dependency}`;
  if (own !== undefined) return own.replace(/^src\//, '').replace(/\/[^/]+$/, '');
  return functionName === '(garbage collector)' ? 'garbage collection' : 'node';
}
