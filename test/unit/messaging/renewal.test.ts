import { expect } from 'chai';
import { startRenewal } from '../../../src/messaging/renewal.js';
import { until } from '../../support/until.js';

/** Resolves when another renewal has come `count` times. */
async function ticks(count: number): Promise<void> {
  let seen = 0;
  const clock = startRenewal(1, async () => void (seen += 1));
  await until(() => seen >= count);
  await clock.stop();
}

describe('a renewal', () => {
  it('comes again and again, never twice at once, until it is stopped', async () => {
    let runs = 0;
    let atOnce = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const renewal = startRenewal(1, async () => {
      runs += 1;
      most = Math.max(most, ++atOnce);
      if (runs === 1) await new Promise<void>((resolve) => release.push(resolve));
      atOnce -= 1;
    });
    await until(() => runs === 1);
    await ticks(5);
    expect(runs).to.equal(1);
    release[0]?.();
    await until(() => runs >= 3);
    await renewal.stop();
    const last = runs;
    await ticks(5);
    expect(runs).to.equal(last);
    expect(most).to.equal(1);
  });
});
