import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../openapi/json.js';
import { canonicalBody, canonicalText } from '../../../src/documents/canonical.js';
import { mergePatch } from '../../../src/tmf630/merge-patch.js';
import { reversePatch } from '../../../src/documents/reverse-patch.js';

const key = fc.constantFrom('a', 'b', 'c', 'd', '@type');
const bodies = fc
  .dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4, noNullPrototype: true })
  .map((body) => canonicalBody(body as JsonObject));

describe('a reverse patch', () => {
  it('leads back, by whoever applies it', () => {
    fc.assert(
      fc.property(bodies, bodies, (before, after) => {
        const undo = reversePatch(before, after);
        expect(mergePatch(after, undo)).to.deep.equal(before);
        expect(mergePatch(after, undo)).to.deep.equal(before);
      }),
    );
  });

  it('is empty when nothing changed', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const same = JSON.parse(JSON.stringify(body)) as JsonObject;
        expect(reversePatch(body, same)).to.deep.equal({});
      }),
    );
  });

  it('names what changed and nothing else; arrays whole', () => {
    const before = canonicalBody({
      same: { x: 1 },
      deep: { y: 1, z: 1 },
      list: [1, { a: 1 }],
      gone: 'g',
    });
    const after = canonicalBody({
      same: { x: 1 },
      deep: { y: 2, z: 1, new: 1 },
      list: [1, { a: 2 }],
      added: 1,
    });
    expect(reversePatch(before, after)).to.deep.equal({
      ...{ added: null, gone: 'g', list: [1, { a: 1 }] },
      deep: { new: null, y: 1 },
    });
  });
});

describe('a merge patch', () => {
  it('changes neither the body nor the patch', () => {
    const body = canonicalBody({ deep: { a: 1 } });
    const patch = { deep: { b: { c: null, d: 1 } } };
    expect(mergePatch(body, patch)).to.deep.equal({ deep: { a: 1, b: { d: 1 } } });
    expect(body).to.deep.equal({ deep: { a: 1 } });
    expect(patch).to.deep.equal({ deep: { b: { c: null, d: 1 } } });
  });
});

describe('canonical JSON', () => {
  it('is the same text whatever the order of keys', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const reversed = Object.fromEntries(Object.entries(body).reverse());
        expect(canonicalText(reversed)).to.equal(canonicalText(body));
        expect(JSON.parse(canonicalText(body))).to.deep.equal(body);
      }),
    );
  });

  it('shares what is in order already and copies what is not, or may be changed', () => {
    const stored = canonicalBody({ b: { c: 1 }, a: [{ d: 1 }] });
    expect(canonicalBody(stored)).to.equal(stored);
    const changed = canonicalBody({ ...stored, name: 'n' });
    expect(changed['b']).to.equal(stored['b']);
    const mine = { c: 1 };
    const copied = canonicalBody({ b: mine })['b'];
    expect(copied).to.deep.equal(mine);
    expect(copied).to.not.equal(mine);
    const frozenWithNull = Object.freeze({ a: 1, b: null, c: Object.freeze({ d: null }) });
    expect(canonicalBody(frozenWithNull)).to.deep.equal({ a: 1, c: {} });
    expect(Object.keys(canonicalBody(Object.freeze({ name: 1, id: 1 })))).to.deep.equal([
      'id',
      'name',
    ]);
  });

  it('has no null members outside of arrays, and is frozen', () => {
    const body = canonicalBody({ a: null, b: { c: null }, d: [null, { e: null }] });
    expect(body).to.deep.equal({ b: {}, d: [null, { e: null }] });
    expect(Object.isFrozen(body['d'])).to.equal(true);
  });
});
