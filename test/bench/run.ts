import { measureGrowth } from './growth.js';
import { measureHeld, measureReturn } from './held.js';
import { readOptions, type Ground, type Options } from './options.js';
import { measureThroughput, onStand } from './throughput.js';

/** `npm run bench`: see README.md beside this file. */
const SOAK_ORDERS = 10_000;
const TITLES: Readonly<Record<Ground, string>> = {
  sqlite: 'SQLite + embedded',
  postgres: 'PostgreSQL + RabbitMQ',
};

async function measure(ground: Ground, options: Options): Promise<void> {
  const tell = (lines: readonly string[]) => {
    for (const line of lines) console.log(`${TITLES[ground]} · ${line}`);
  };
  if (options.soak) return soak(ground, options, tell);
  await onStand([ground], async (stand) => {
    tell(await measureThroughput(stand, options));
    tell(await measureGrowth(stand, options.pairs));
  });
  await onStand([ground, { downstream: false }], async (stand) => {
    tell((await measureHeld(stand, options.held, options.inFlight)).lines);
  });
}

function soak(ground: Ground, { inFlight }: Options, tell: (lines: readonly string[]) => void) {
  return onStand([ground, { downstream: false }], async (stand) => {
    const { held, lines } = await measureHeld(stand, SOAK_ORDERS, inFlight);
    tell(lines);
    tell(await measureReturn(stand, held));
  });
}

const options = readOptions(process.env, process.argv.slice(2));
for (const ground of options.grounds) await measure(ground, options);
