import { expect } from 'chai';
import { compose, SAME, type Mapping } from '../../../../../mappings/dialects/lens.js';
import { named, refOrValue } from '../../../../../mappings/dialects/lens/class-name.js';
import { each } from '../../../../../mappings/dialects/lens/each.js';
import { coarser, respelt } from '../../../../../mappings/dialects/lens/enumeration.js';
import { first, idOf } from '../../../../../mappings/dialects/lens/first.js';
import { lifted } from '../../../../../mappings/dialects/lens/lifted.js';
import { answering, demanding, told } from '../../../../../mappings/dialects/lens/mandatory.js';
import { nested } from '../../../../../mappings/dialects/lens/nested.js';
import { as, object } from '../../../../../mappings/dialects/lens/object.js';

describe('object', () => {
  const mapping = object(named('New', 'Old'), { was: as('is'), state: coarser({ fine: 'rough' }) });

  it('renames, and lets what it does not name travel', () => {
    expect(mapping.put({ was: 1, own: 2 })).to.deep.equal({ '@type': 'New', is: 1, own: 2 });
    expect(mapping.get({ '@type': 'New', is: 1, own: 2 })).to.deep.equal({
      '@type': 'Old',
      was: 1,
      own: 2,
    });
  });

  it('loses neither of two attributes of which one is called as the other was', () => {
    const canonical = { '@type': 'New', is: 1, was: 2 };
    expect(mapping.get(canonical)).to.deep.equal({ '@type': 'Old', was: 1, is: 2 });
    expect(mapping.put(mapping.get(canonical))).to.deep.equal(canonical);
  });

  it("leaves an operator's own class alone, also where the view is silent about it", () => {
    expect(mapping.put({ '@type': 'Mine' })).to.deep.equal({ '@type': 'Mine' });
    expect(mapping.put({ own: 1 }, { '@type': 'Mine' })).to.deep.equal({ '@type': 'Mine', own: 1 });
  });

  it('takes away what the view takes away, but not what it never showed', () => {
    const list = object(null, { one: as('many', first(idOf('Ref'))), plain: SAME });
    expect(list.put({}, { many: [{ '@type': 'Ref' }], plain: 1 })).to.deep.equal({
      many: [{ '@type': 'Ref' }],
    });
    expect(list.put({}, { many: [{ '@type': 'Ref', id: 'a' }] })).to.deep.equal({});
  });

  it('lets through what is no object', () => {
    for (const value of [null, 'text', 3, [1]]) {
      expect(mapping.get(value)).to.equal(value);
      expect(mapping.put(value, { is: 1 })).to.equal(value);
    }
  });
});

describe('each', () => {
  const state = coarser({ fine: 'rough', finer: 'rough' });
  const list = each(object(null, { state }));
  const rewritten = (view: unknown, canonical: unknown) =>
    list.put(view as never, canonical as never);

  it('finds the former self of an item by its id and role', () => {
    const former = [
      { id: 'a', role: 'x', state: 'fine' },
      { id: 'a', role: 'y', state: 'finer' },
    ];
    const view = [
      { id: 'a', role: 'y', state: 'rough' },
      { id: 'b', state: 'rough' },
      { id: 'a', role: 'x', state: 'rough' },
    ];
    expect(rewritten(view, former)).to.deep.equal([
      { id: 'a', role: 'y', state: 'finer' },
      { id: 'b', state: 'rough' },
      { id: 'a', role: 'x', state: 'fine' },
    ]);
  });

  it('finds each of two that are called alike', () => {
    const former = [
      { id: 'a', state: 'fine' },
      { id: 'a', state: 'finer' },
    ];
    expect(rewritten(list.get(former), former)).to.deep.equal(former);
    const view = [{ id: 'new' }, { id: 'a', state: 'rough' }, { id: 'a', state: 'rough' }];
    expect(rewritten(view, former)).to.deep.equal([{ id: 'new' }, former[1], former[0]]);
  });

  it('finds by its place what has no name', () => {
    expect(rewritten([{ state: 'rough' }, {}], [{ state: 'fine' }])).to.deep.equal([
      { state: 'fine' },
      {},
    ]);
  });
});

describe('nested', () => {
  const mapping = nested({
    name: 'thing',
    type: 'Wrapper',
    viewType: 'Flat',
    classes: ['ThingRef', 'Thing', 'OtherThing'],
    classOf: (wrapped) => (wrapped.size === undefined ? 'ThingRef' : 'Thing'),
  });
  const types: [string, object, string, string][] = [
    ['Flat', {}, 'Wrapper', 'ThingRef'],
    ['ThingRef', {}, 'ThingRef', 'ThingRef'],
    ['Thing', { size: 1 }, 'Wrapper', 'Thing'],
    ['Flat', { size: 1 }, 'Thing', 'Thing'],
    ['OtherThing', { size: 1 }, 'Wrapper', 'OtherThing'],
    ['Mine', { size: 1 }, 'Mine', 'Thing'],
    ['Wrapper', {}, 'Flat', 'ThingRef'],
  ];
  for (const [flat, attributes, outer, inner] of types) {
    it(`has ${flat}${'size' in attributes ? ' with a size' : ''} as ${outer} of ${inner}`, () => {
      const view = { '@type': flat, role: 'r', id: '1', ...attributes };
      const canonical = {
        '@type': outer,
        role: 'r',
        thing: { '@type': inner, id: '1', ...attributes },
      };
      expect(mapping.put(view)).to.deep.equal(canonical);
      expect(mapping.get(canonical)).to.deep.equal(view);
    });
  }

  it('keeps what stands behind an attribute of the wrapper, as long as the id stays', () => {
    const canonical = {
      '@type': 'Wrapper',
      role: 'outer',
      thing: { '@type': 'ThingRef', id: '1', role: 'inner' },
    };
    const view = mapping.get(canonical);
    expect(view).to.deep.equal({ '@type': 'Flat', role: 'outer', id: '1' });
    expect(mapping.put({ ...(view as object), name: 'n' }, canonical)).to.deep.equal({
      ...canonical,
      thing: { ...canonical.thing, name: 'n' },
    });
    expect(mapping.put({ ...(view as object), id: '2' }, canonical)).to.deep.equal({
      '@type': 'Wrapper',
      role: 'outer',
      thing: { '@type': 'ThingRef', id: '2' },
    });
  });

  it('takes an attribute for no other than its own, whatever it is called', () => {
    const canonical = { '@type': 'Wrapper', thing: { '@type': 'ThingRef', toString: 1 } };
    expect(mapping.put(mapping.get(canonical), canonical)).to.deep.equal(canonical);
  });

  it('leaves a wrapper empty that wraps nothing', () => {
    const canonical = { '@type': 'Wrapper', role: 'r' };
    expect(mapping.put(mapping.get(canonical), canonical)).to.deep.equal(canonical);
  });
});

describe('lifted', () => {
  const mapping = lifted('data', ['city', 'street']);
  const pairs: [string, object, object][] = [
    ['lifts what it names', { data: { city: 'B' } }, { city: 'B' }],
    ['leaves the rest inside', { data: { city: 'B', x: 1 } }, { city: 'B', data: { x: 1 } }],
    ['keeps an empty object', { data: {} }, { data: {} }],
    ['makes none where there is none', { x: 1 }, { x: 1 }],
  ];
  for (const [title, view, canonical] of pairs) {
    it(title, () => {
      expect(mapping.put(view as never)).to.deep.equal(canonical);
      expect(mapping.get(canonical as never)).to.deep.equal(view);
    });
  }
});

describe('enumerations', () => {
  it('leaves the finer word alone that the coarser one shows', () => {
    const state = coarser({ draft: 'open' });
    expect(state.get('draft')).to.equal('open');
    expect(state.put('open', 'draft')).to.equal('draft');
    expect(state.put('open', 'closed')).to.equal('open');
    expect(state.put('closed', 'draft')).to.equal('closed');
    expect(state.words([], 'open')).to.deep.equal(['open', 'draft']);
  });

  it('spells words otherwise and loses none', () => {
    const status = respelt({ enable: 'enabled' });
    for (const word of ['enable', 'enabled', 'other']) {
      expect(status.get(status.put(word))).to.equal(word);
    }
    expect(status.put('enable')).to.equal('enabled');
  });
});

describe('mandatory attributes', () => {
  const answered = answering({ text: '', list: [] }, object(null));

  it('are answered, and not stored when they are sent back', () => {
    expect(answered.get({})).to.deep.equal({ text: '', list: [] });
    expect(answered.put({ text: '', list: [] }, {})).to.deep.equal({});
    expect(answered.put({ text: 'new', list: [] }, {})).to.deep.equal({ text: 'new' });
    expect(answered.put({ text: '', list: [] })).to.deep.equal({ text: '', list: [] });
  });

  it('does not hand out the same default twice', () => {
    const one = answered.get({}) as { list: unknown[] };
    one.list.push(1);
    expect(answered.get({})).to.deep.equal({ text: '', list: [] });
  });

  it('are there once the view has written', () => {
    const demanded = demanding({ id: '' }, object(null));
    expect(demanded.put({})).to.deep.equal({ id: '' });
    expect(demanded.get({})).to.deep.equal({});
  });

  it('are told by others, and stored only where they say something else', () => {
    const mapping: Mapping = told('isRef', ({ type }) => type === 'Ref');
    expect(mapping.get({ type: 'Ref' })).to.deep.equal({ type: 'Ref', isRef: true });
    expect(mapping.put({ type: 'Ref', isRef: true })).to.deep.equal({ type: 'Ref' });
    expect(mapping.put({ type: 'Ref', isRef: false })).to.deep.equal({ type: 'Ref', isRef: false });
  });
});

describe('compose', () => {
  it('goes through both, each with its own former value', () => {
    const mapping = compose(
      lifted('data', ['state']),
      object(refOrValue('Thing'), { state: coarser({ fine: 'rough' }), was: as('is') }),
    );
    const former = { '@type': 'Thing', state: 'fine', is: 1 };
    expect(mapping.get(former)).to.deep.equal({
      '@type': 'Thing',
      was: 1,
      data: { state: 'rough' },
    });
    expect(mapping.put({ was: 2, data: { state: 'rough' } }, former)).to.deep.equal({
      '@type': 'Thing',
      state: 'fine',
      is: 2,
    });
    expect(mapping.path(['data', 'state'])).to.deep.equal(['state']);
    expect(mapping.words(['data', 'state'], 'rough')).to.deep.equal(['rough', 'fine']);
  });
});
