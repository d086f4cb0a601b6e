import { expect } from 'chai';
import { checkValue } from '../../../src/fulfilment/check-value.js';
import type { CharacteristicSpec } from '../../../src/fulfilment/model.js';
import { fitsPattern } from '../../../src/fulfilment/pattern.js';

const spec = (more: Partial<CharacteristicSpec>): CharacteristicSpec => ({
  name: 'c',
  mandatory: false,
  allowed: [],
  ...more,
});

describe('fulfilment: checkValue', () => {
  const TYPES: [valueType: string, good: unknown[], bad: unknown[]][] = [
    ['string', ['x', '', 5, true], [{}, []]],
    ['integer', [5, '5', 0, -1], [5.5, 'five', '', true, {}]],
    ['number', [5.5, '5.5'], ['x', NaN, {}]],
    ['Boolean', [true, false, 'true'], ['yes', 1]],
    ['object', [{ a: 1 }], ['x', 1]],
    ['dateTime', ['2026-11-24T10:00:00Z', '2026-11-24'], ['soon', 5]],
    ['stringArray', [['a'], []], ['a', [{}]]],
    ['Slice5G JSON descriptor', [{}, 'x', 1], []],
    ['', ['anything', 5, {}], []],
  ];
  for (const [valueType, good, bad] of TYPES) {
    it(`of type "${valueType}"`, () => {
      good.forEach((value) => expect(checkValue(spec({ valueType }), value)).to.equal(undefined));
      bad.forEach((value) =>
        expect(checkValue(spec({ valueType }), value), String(value)).to.include({
          rule: 'wrongType',
        }),
      );
    });
  }

  type Allowed = CharacteristicSpec['allowed'];
  const ALLOWED: [allowed: Allowed, good: unknown[], bad: unknown[]][] = [
    [
      [{ value: 'a' }, { value: 2 }],
      ['a', 2, '2'],
      ['b', 3, {}],
    ],
    [[{ value: { x: [1] } }], [{ x: [1] }], [{ x: [2] }]],
    [[{ from: 1, to: 3 }], [1, 3, '2'], [0, 4, 'x', null].slice(0, 3)],
    [[{ from: 1, to: 3, open: 'both' }], [2], [1, 3]],
    [[{ from: 1, to: 3, open: 'to' }], [1], [3]],
    [[{ from: 1, to: 3, open: 'from' }], [3], [1]],
    [[{ from: 1 }], [1, 1e9], [0]],
    [
      [{ value: 'none' }, { from: 10 }],
      ['none', 10],
      ['some', 9],
    ],
    [[{ regex: '[a-z]{2}[0-9]+' }], ['ab1', 'xy22'], ['ab', 'ab1!', 'x1']],
  ];
  for (const [allowed, good, bad] of ALLOWED) {
    it(`allowed ${JSON.stringify(allowed)}`, () => {
      good.forEach((value) => expect(checkValue(spec({ allowed }), value)).to.equal(undefined));
      bad.forEach((value) =>
        expect(checkValue(spec({ allowed }), value), String(value)).to.include({
          rule: 'notAllowedValue',
        }),
      );
    });
  }

  it('checks each of several values', () => {
    const several = spec({ many: true, valueType: 'integer', allowed: [{ from: 1, to: 3 }] });
    expect(checkValue(several, [1, 2])).to.equal(undefined);
    expect(checkValue(several, 3)).to.equal(undefined);
    expect(checkValue(several, [1, 4])).to.include({ rule: 'notAllowedValue' });
  });

  it('says what would be right, and shows no more of the value than a line', () => {
    const fault = checkValue(
      spec({ allowed: [{ value: 'a' }, { from: 1, to: 3 }] }),
      'x'.repeat(500),
    );
    expect(fault?.message).to.include('a, 1 to 3');
    expect(fault?.message.length).to.be.below(200);
  });

  it('has nothing against a value that is not there', () => {
    expect(checkValue(spec({ valueType: 'integer', allowed: [{ value: 1 }] }), undefined)).to.equal(
      undefined,
    );
    expect(checkValue(spec({ valueType: 'integer' }), null)).to.equal(undefined);
  });
});

describe('fulfilment: fitsPattern', () => {
  const PATTERNS: [pattern: string, value: string, fits: boolean | undefined][] = [
    ['[A-Z]{3}-\\d+', 'ABC-12', true],
    ['[A-Z]{3}-\\d+', 'xABC-12', false],
    ['a|b', 'b', true],
    ['a|b', 'ab', false],
    ['(ab)?c', 'abc', true],
    // Not run: broken, nested, referring back, too many repetitions, too long.
    ['(', 'x', undefined],
    ['(a+)+', 'aaaa', undefined],
    ['(a|a)*', 'aaaa', undefined],
    ['(a)\\1', 'aa', undefined],
    ['a*a*a*b', 'aaaa', undefined],
    ['a{1,}b{1,}c{1,}', 'abc', undefined],
    ['x'.repeat(201), 'x', undefined],
    ['a+', 'a'.repeat(201), undefined],
  ];
  for (const [pattern, value, fits] of PATTERNS) {
    it(`${pattern.slice(0, 20)} on ${value.slice(0, 10)}: ${fits ?? 'not run'}`, () => {
      expect(fitsPattern(pattern, value)).to.equal(fits);
    });
  }
});
