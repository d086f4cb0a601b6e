import { expect } from 'chai';
import { createWaker } from '../../../src/messaging/waker.js';
import { until } from '../../support/until.js';

const NEVER_MS = 1_000_000;

describe('a waker', () => {
  it('does together what is asked for at once, and once more what is asked for meanwhile', async () => {
    let runs = 0;
    let release: () => void = () => undefined;
    const waker = createWaker(NEVER_MS, async () => {
      runs += 1;
      if (runs === 1) await new Promise<void>((resolve) => (release = resolve));
    });
    for (let i = 0; i < 5; i += 1) waker.now();
    await until(() => runs === 1);
    for (let i = 0; i < 5; i += 1) waker.now();
    expect(runs).to.equal(1);
    release();
    await waker.settled();
    expect(runs).to.equal(2);
    await waker.stop();
  });

  it('looks by itself at every poll', async () => {
    let runs = 0;
    const waker = createWaker(5, async () => void (runs += 1));
    waker.now();
    await until(() => runs >= 4);
    await waker.stop();
  });

  it('runs when a time has come, and a nearer time wins', async () => {
    let runs = 0;
    const waker = createWaker(NEVER_MS, async () => void (runs += 1));
    waker.in(NEVER_MS);
    waker.in(5);
    waker.in(NEVER_MS);
    await until(() => runs === 1);
    await waker.stop();
  });

  it('runs no more once stopped, and stops when nothing is under way', async () => {
    let runs = 0;
    let release: () => void = () => undefined;
    const waker = createWaker(1, async () => {
      runs += 1;
      await new Promise<void>((resolve) => (release = resolve));
    });
    waker.now();
    await until(() => runs === 1);
    waker.now();
    let stopped = false;
    const stopping = waker.stop().then(() => (stopped = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(stopped).to.equal(false);
    release();
    await stopping;
    waker.now();
    waker.in(0);
    await waker.settled();
    expect(runs).to.equal(1);
  });
});
