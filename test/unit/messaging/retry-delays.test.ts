import { expect } from 'chai';
import { delayForAttempt, roundUpDelay } from '../../../src/messaging/retry-delays.js';

const DELAYS = [1_000, 10_000, 60_000];

describe('retry delays', () => {
  for (const [asked, given] of [
    [0, 1_000],
    [1_000, 1_000],
    [1_001, 10_000],
    [60_000, 60_000],
    [3_600_000, 60_000],
  ] as const) {
    it(`${asked} ms become ${given}`, () => {
      expect(roundUpDelay(asked, DELAYS)).to.equal(given);
    });
  }

  it('go one step further with every attempt', () => {
    expect([1, 2, 3, 4, 9].map((attempt) => delayForAttempt(attempt, DELAYS))).to.deep.equal([
      1_000, 10_000, 60_000, 60_000, 60_000,
    ]);
  });
});
