import { expect } from 'chai';
import { instantOf, wantedOf } from '../../../src/db/query-values.js';

describe('values of a condition', () => {
  it('are texts, and numbers, booleans and instants where they read as such', () => {
    expect(wantedOf(['x', '12.0', 'true', '2026-05-01'])).to.deep.equal({
      texts: ['x', '12.0', 'true', '2026-05-01'],
      numbers: [12],
      booleans: [true],
      instants: ['2026-05-01T00:00:00.000Z'],
    });
  });

  it('are read as JSON writes numbers, and not otherwise', () => {
    for (const text of ['007', '+1', '.5', '1.', '0x10', '1e999', ' 1', 'Infinity', ''])
      expect(wantedOf([text]).numbers, text).to.deep.equal([]);
    expect(wantedOf(['-0', '1e3', '0.5']).numbers).to.deep.equal([-0, 1000, 0.5]);
  });

  it('leave out what no document can hold, and repetitions', () => {
    expect(wantedOf(['a\0', '\ud800', 'a', 'a']).texts).to.deep.equal(['a']);
  });
});

describe('an instant', () => {
  const rows: readonly [string, string | undefined][] = [
    ['2026-05-01', '2026-05-01T00:00:00.000Z'],
    ['2026-05-01T10:00', '2026-05-01T10:00:00.000Z'],
    ['2026-05-01T10:00:01.5', '2026-05-01T10:00:01.500Z'],
    ['2026-05-01T10:00:00+02:00', '2026-05-01T08:00:00.000Z'],
    ['2026-05-01T10:00:00.123456Z', '2026-05-01T10:00:00.123Z'],
    ['2026-13-01', undefined],
    ['2026-05', undefined],
    ['2026-05-01 10:00', undefined],
    ['12', undefined],
    ['now', undefined],
  ];
  for (const [text, instant] of rows)
    it(`${text} is ${instant ?? 'none'}`, () => expect(instantOf(text)).to.equal(instant));
});
