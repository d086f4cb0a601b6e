import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byRoom, selfTimes, type CpuProfile, type SelfTime, type Window } from './cpu-profile.js';
import { readOptions, type Ground, type Options } from './options.js';
import { travel } from './road.js';
import { standUp, type StandOptions } from './stand.js';

/**
 * Where the gateway's time goes on the road: CPU self times by function and by room, then, in a run
 * of its own, its statements. `node --import tsx test/bench/profile.ts`, after a build.
 */
const FUNCTIONS = 25;
const ROOMS = 20;
const STATEMENTS = new URL('statements.mjs', import.meta.url).href;

async function profile(ground: Ground, options: Options): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'turnup-profile-'));
  try {
    const nodeArgs = ['--cpu-prof', `--cpu-prof-dir=${folder}`];
    const { window } = await loaded(ground, options, { nodeArgs, warm: true });
    const [file = ''] = await readdir(folder);
    const cpu = JSON.parse(await readFile(join(folder, file), 'utf8')) as CpuProfile;
    show(ground, options, selfTimes(cpu, window));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const { output } = await loaded(ground, options, { nodeArgs: ['--import', STATEMENTS] });
  console.log(`\n${ground}: statements for ${options.orders} orders\n${output}`);
}

/** Takes orders along the road, stops the gateway, and answers what it wrote. */
async function loaded(
  ground: Ground,
  { orders, inFlight }: Options,
  how: StandOptions & { readonly warm?: boolean },
) {
  const stand = await standUp(ground, how);
  try {
    if (how.warm) await travel(stand, Math.ceil(orders / 2), inFlight);
    const from = clock();
    const { ordersPerSecond } = await travel(stand, orders, inFlight);
    const window: Window = { from, to: clock() };
    console.log(`${ground}: ${ordersPerSecond.toFixed(1)} orders a second while watched`);
    return { window, output: await stand.stopGateway() };
  } finally {
    await stand.remove();
  }
}

const clock = (): number => Number(process.hrtime.bigint() / 1_000n);

function show(ground: Ground, { orders }: Options, times: readonly SelfTime[]): void {
  const total = times.reduce((sum, { ms }) => sum + ms, 0);
  const line = (ms: number, name: string) =>
    `${ms.toFixed(0).padStart(7)} ms ${((100 * ms) / total).toFixed(1).padStart(5)} %  ${name}`;
  console.log(
    `\n${ground}: ${total.toFixed(0)} ms on the main thread; ${(total / orders).toFixed(1)} ms an order\n\nby room`,
  );
  for (const { room, ms } of byRoom(times).slice(0, ROOMS)) console.log(line(ms, room));
  console.log('\nby function, self time');
  for (const { name, room, ms } of times.slice(0, FUNCTIONS))
    console.log(line(ms, `${name} [${room}]`));
}

const options = readOptions(process.env, []);
for (const ground of options.grounds) await profile(ground, options);
