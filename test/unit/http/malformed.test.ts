import { expect } from 'chai';
import fc from 'fast-check';
import { malformedPlace } from '../../../src/http/malformed.js';

/** A text that differs in one place from JSON, and is JSON no more. */
const broken = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.nat(),
    fc.constantFrom('', '}', ']', ',', ':', 'x', '"', '{', '\\'),
  )
  .map(([text, place, sign]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + sign + text.slice(at + (sign === '' ? 1 : 0));
  })
  .filter((text) => !isJson(text));

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function offsetOf(text: string, place: string): number {
  const [, line = '', column = ''] = /^line (\d+), column (\d+): expected ./.exec(place) ?? [];
  const before = text.split('\n').slice(0, Number(line) - 1);
  return before.reduce((sum, one) => sum + one.length + 1, 0) + Number(column) - 1;
}

describe('http: the place where a text stops being JSON', () => {
  it('lies in the text, and what is before it could still have become JSON', () => {
    fc.assert(
      fc.property(broken, (text) => {
        const offset = offsetOf(text, malformedPlace(text));
        expect(offset).to.be.within(0, text.length);
        const before = text.slice(0, offset);
        const endings = ['', '1', '"":1', '"', ':1'].flatMap((end) => {
          const open = openAfter(before + end);
          return [before + end + open];
        });
        expect(endings.some(isJson), JSON.stringify([text, before])).to.equal(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** What closes the objects and lists that are open at the end of the text. */
function openAfter(text: string): string {
  const open: string[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/gsu)) {
    if (token === '{') open.unshift('}');
    else if (token === '[') open.unshift(']');
    else if (token === '}' || token === ']') open.shift();
  }
  return open.join('');
}
