import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../openapi/json.js';
import { fieldTree, select } from '../../../src/tmf630/fields.js';
import { parseFields } from '../../../src/tmf630/parse.js';

const ORDER: JsonObject = {
  id: '1',
  href: '/o/1',
  '@type': 'ProductOrder',
  state: 'acknowledged',
  note: [{ text: 'a', author: 'x' }, { text: 'b' }],
  place: { city: { name: 'Oslo', code: 1 }, role: 'site' },
};
const HEAD = { id: '1', href: '/o/1', '@type': 'ProductOrder' };
const selected = (query: string) => select(ORDER, parseFields(`fields=${query}`));

describe('tmf630: fields', () => {
  const rows: [fields: string, rest: JsonObject][] = [
    ['none', {}],
    ['state', { state: 'acknowledged' }],
    ['%20state%20,%0A id', { state: 'acknowledged' }],
    ['note.text', { note: [{ text: 'a' }, { text: 'b' }] }],
    ['place.city.name', { place: { city: { name: 'Oslo' } } }],
    ['place.city.name,place', { place: ORDER['place'] }],
    ['place,place.role', { place: ORDER['place'] }],
    ['nothing,state.deeper', {}],
  ];
  for (const [fields, rest] of rows) {
    it(`of ${fields}`, () => {
      expect(selected(fields)).to.deep.equal({ ...HEAD, ...rest });
    });
  }

  it('is the very body where no fields are asked for', () => {
    expect(select(ORDER, parseFields(''))).to.equal(ORDER);
    expect(select(ORDER, parseFields('fields='))).to.equal(ORDER);
  });

  it('never changes the body, and answers only what the body has', () => {
    const names = fc.constantFrom('a', 'b', 'id', 'c');
    const body = fc.dictionary(
      names,
      fc.oneof(fc.jsonValue(), fc.dictionary(names, fc.jsonValue())),
    );
    const paths = fc.array(fc.array(names, { minLength: 1, maxLength: 3 }), { maxLength: 5 });
    fc.assert(
      fc.property(body, paths, (given, wanted) => {
        const before = structuredClone(given);
        const found = select(given as JsonObject, fieldTree(wanted));
        expect(given).to.deep.equal(before);
        const first = new Set(['id', ...wanted.map(([name]) => name)]);
        for (const name of Object.keys(found)) expect(first.has(name)).to.equal(true);
        for (const [name] of wanted.filter((path) => path.length === 1)) {
          expect(found[name ?? '']).to.deep.equal(given[name ?? '']);
        }
      }),
    );
  });

  it('is idempotent', () => {
    const paths = [
      ['note', 'text'],
      ['place', 'city', 'name'],
    ];
    const once = select(ORDER, fieldTree(paths));
    expect(select(once, fieldTree(paths))).to.deep.equal(once);
  });
});
