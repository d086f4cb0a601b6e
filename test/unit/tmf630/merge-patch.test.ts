import { expect } from 'chai';
import fc from 'fast-check';
import { apply } from 'json-merge-patch';
import type { JsonObject } from '../../../openapi/json.js';
import { mergePatch } from '../../../src/tmf630/merge-patch.js';

const name = fc.constantFrom('a', 'b', 'c', 'd');
const tree = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.constant(null),
    fc.array(fc.integer()),
    tie('object'),
  ),
  object: fc.dictionary(name, tie('value')),
}));
const object = tree.object as fc.Arbitrary<JsonObject>;

describe('tmf630: merge patch', () => {
  it('does what the examples of RFC 7396 say', () => {
    const target = {
      title: 'Goodbye!',
      author: { givenName: 'John', familyName: 'Doe' },
      tags: ['a', 'b'],
      content: 'x',
    };
    const patch = {
      title: 'Hello!',
      phoneNumber: '+01-123-456-7890',
      author: { familyName: null },
      tags: ['a'],
    };
    expect(mergePatch(target, patch)).to.deep.equal({
      title: 'Hello!',
      author: { givenName: 'John' },
      tags: ['a'],
      content: 'x',
      phoneNumber: '+01-123-456-7890',
    });
    expect(mergePatch({}, { a: { bb: { ccc: null } } })).to.deep.equal({ a: { bb: {} } });
  });

  it('is what another implementation answers, and changes neither argument', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const before = structuredClone([target, patch]);
        const expected: unknown = apply(structuredClone(target), structuredClone(patch));
        expect(mergePatch(target, patch)).to.deep.equal(expected);
        expect([target, patch]).to.deep.equal(before);
      }),
    );
  });
});
