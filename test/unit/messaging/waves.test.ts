import { expect } from 'chai';
import fc from 'fast-check';
import { wavesOf } from '../../../src/messaging/waves.js';

describe('waves', () => {
  const items = fc.array(fc.record({ subject: fc.constantFrom('a', 'b', 'c'), n: fc.nat() }));
  const subjectOf = (item: { subject: string }) => item.subject;

  it('are one when all subjects differ', () => {
    expect(wavesOf(['x', 'y', 'z'], (item) => item)).to.deep.equal([['x', 'y', 'z']]);
  });

  it('hold every item once, none of a subject twice, and keep each subject in order', () => {
    fc.assert(
      fc.property(items, (all) => {
        const waves = wavesOf(all, subjectOf);
        expect(waves.flat()).to.have.members(all);
        expect(waves.flat()).to.have.length(all.length);
        for (const wave of waves) {
          expect(new Set(wave.map(subjectOf)).size).to.equal(wave.length);
        }
        for (const subject of ['a', 'b', 'c']) {
          const of = (some: typeof all) => some.filter((item) => item.subject === subject);
          expect(of(waves.flat())).to.deep.equal(of(all));
        }
      }),
    );
  });
});
