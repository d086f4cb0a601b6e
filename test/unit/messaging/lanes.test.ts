import { expect } from 'chai';
import { createLanes } from '../../../src/messaging/lanes.js';
import { until } from '../../support/until.js';

const KEYS = Array.from({ length: 12 }, (_, i) => `key-${i}`);

describe('lanes', () => {
  it('run what has one key in order and never at once, and others beside it', async () => {
    const running = new Map<string, number>();
    const seen = new Map<string, number[]>();
    let most = 0;
    const lanes = createLanes<{ key: string; n: number }>({
      count: 4,
      batch: 3,
      async run(items) {
        for (const { key } of items) {
          running.set(key, (running.get(key) ?? 0) + 1);
        }
        most = Math.max(most, new Set(running.keys()).size);
        await new Promise((resolve) => setImmediate(resolve));
        for (const { key, n } of items) {
          seen.set(key, [...(seen.get(key) ?? []), n]);
          running.delete(key);
        }
      },
    });
    for (let n = 0; n < 20; n += 1) for (const key of KEYS) lanes.push(key, { key, n });
    expect(lanes.size()).to.equal(20 * KEYS.length);
    await lanes.downTo(0);
    const inOrder = Array.from({ length: 20 }, (_, n) => n);
    for (const key of KEYS) expect(seen.get(key)).to.deep.equal(inOrder);
    expect(most, 'several lanes at once').to.be.greaterThan(3);
  });

  it('gather what is there, up to the batch', async () => {
    const sizes: number[] = [];
    const lanes = createLanes<number>({
      count: 1,
      batch: 4,
      run: async (items) => void sizes.push(items.length),
    });
    for (let n = 0; n < 10; n += 1) lanes.push('same', n);
    await lanes.downTo(0);
    expect(sizes).to.deep.equal([4, 4, 2]);
  });

  it('do not let a slow key hold up the other lanes', async () => {
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const done: string[] = [];
    const lanes = createLanes<string>({
      count: 8,
      batch: 10,
      async run(items) {
        if (items.includes('key-0')) await slow;
        done.push(...items);
      },
    });
    for (const key of KEYS) lanes.push(key, key);
    await until(() => done.length >= 8);
    expect(done).not.to.include('key-0');
    release();
    await lanes.downTo(0);
    expect(done).to.have.members(KEYS);
  });

  it('say when they are down to a number', async () => {
    const release: (() => void)[] = [];
    const lanes = createLanes<number>({
      count: 1,
      batch: 1,
      run: () => new Promise((resolve) => release.push(resolve)),
    });
    for (let n = 0; n < 3; n += 1) lanes.push('k', n);
    let told = false;
    const wait = lanes.downTo(1).then(() => (told = true));
    await until(() => release.length === 1);
    release[0]?.();
    await until(() => release.length === 2);
    expect(told).to.equal(false);
    release[1]?.();
    await wait;
    expect(lanes.size()).to.equal(1);
    await until(() => release.length === 3);
    release[2]?.();
    await lanes.downTo(0);
  });
});
