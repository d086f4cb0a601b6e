import { expect } from 'chai';
import fc from 'fast-check';
import { backoffMs } from '../../../src/messaging/backoff.js';

const BACKOFF = { baseMs: 1_000, maxMs: 60_000 };

describe('backoff', () => {
  it('doubles with every attempt up to the maximum', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8].map((attempts) => backoffMs(attempts, BACKOFF, 0));
    expect(delays).to.deep.equal([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000]);
  });

  it('takes up to half away by jitter', () => {
    expect(backoffMs(3, BACKOFF, 0.5)).to.equal(3000);
    expect(backoffMs(3, BACKOFF, 1)).to.equal(2000);
  });

  it('never leaves its bounds, however often it failed', () => {
    const jitter = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 1e9 }), jitter, (attempts, by) => {
        const delay = backoffMs(attempts, BACKOFF, by);
        expect(delay).to.be.within(BACKOFF.baseMs / 2, BACKOFF.maxMs);
      }),
    );
  });
});
