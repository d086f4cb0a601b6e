import { measureGrowth } from './growth.js';
import { measureHeld, measureReturn } from './held.js';
import { readOptions, type Ground, type Options } from './options.js';
import { standUp, type Stand } from './stand.js';
import { measureThroughput } from './throughput.js';

/** `npm run bench`: see README.md beside this file. */
const SOAK_ORDERS = 10_000;
const TITLES: Readonly<Record<Ground, string>> = {
  sqlite: 'SQLite + embedded',
  postgres: 'PostgreSQL + RabbitMQ',
};

type Tell = (lines: readonly string[]) => void;

async function measure(stand: Stand, down: Stand, options: Options, tell: Tell): Promise<void> {
  tell(await measureThroughput(stand, options));
  tell(await measureGrowth(stand, options.pairs));
  await stand.remove();
  tell((await measureHeld(down, options.held, options.inFlight)).lines);
}

async function soak(down: Stand, { inFlight }: Options, tell: Tell): Promise<void> {
  const { held, lines } = await measureHeld(down, SOAK_ORDERS, inFlight);
  tell(lines);
  tell(await measureReturn(down, held));
}

async function run(ground: Ground, stands: readonly Stand[], options: Options): Promise<void> {
  const tell = (lines: readonly string[]) => {
    for (const line of lines) console.log(`${TITLES[ground]} · ${line}`);
  };
  const [down, stand] = stands.filter((each) => each.ground === ground);
  if (down && stand) await measure(stand, down, options, tell);
  else if (down) await soak(down, options, tell);
}

/** All at once: a gateway takes most of a minute to compile its contracts beside its work. */
async function standAllUp({ grounds, soak }: Options): Promise<Stand[]> {
  const wanted = grounds.flatMap((ground) => [
    standUp(ground, { downstream: false }),
    ...(soak ? [] : [standUp(ground)]),
  ]);
  const settled = await Promise.allSettled(wanted);
  const stands = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const failed = settled.find((one) => one.status === 'rejected');
  if (!failed) return stands;
  await Promise.all(stands.map((stand) => stand.remove()));
  throw failed.reason;
}

const options = readOptions(process.env, process.argv.slice(2));
const stands = await standAllUp(options);
try {
  for (const ground of options.grounds) await run(ground, stands, options);
} finally {
  await Promise.all(stands.map((stand) => stand.remove()));
}
