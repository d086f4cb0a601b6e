import { expect } from 'chai';
import { decompose } from '../../../src/fulfilment/decompose.js';
import type { Catalog, Decomposition, OrderLine } from '../../../src/fulfilment/model.js';
import {
  bundled,
  catalogOf,
  defaulted,
  line,
  mandatory,
  offering,
  product,
  resource,
  rule,
  service,
} from './given.js';

const keysOf = (tree: Decomposition) => tree.nodes.map(({ key }) => key);
const keys = (lines: readonly OrderLine[], catalog: Catalog) => keysOf(decompose(lines, catalog));
const nodeOf = (tree: Decomposition, key: string) => {
  const node = tree.nodes.find((one) => one.key === key);
  if (!node) throw new Error(`no node ${key} among ${keysOf(tree).join(', ')}`);
  return node;
};
const valuesOf = (tree: Decomposition, key: string) =>
  Object.fromEntries(nodeOf(tree, key).characteristics.map(({ name, value }) => [name, value]));
const faultsOf = (tree: Decomposition) => tree.obstacles.map(({ key, code }) => [key, code]);

describe('decompose: relations', () => {
  const GOLDEN: [word: string, catalog: Catalog, expected: string[]][] = [
    [
      'bundles makes children',
      catalogOf([
        product('p', { bundles: ['product:a', 'product:b'] }),
        product('a'),
        product('b'),
      ]),
      ['1/product:p#0', '1/product:p#0/product:a#0', '1/product:p#0/product:b#0'],
    ],
    [
      'realisedAs makes children, product to service to service to resource',
      catalogOf([
        product('p', { realisedAs: ['service:cfs'] }),
        service('cfs', { realisedAs: ['service:rfs'] }),
        service('rfs', { realisedAs: ['resource:port'] }),
        resource('port'),
      ]),
      [
        '1/product:p#0',
        '1/product:p#0/service:cfs#0',
        '1/product:p#0/service:cfs#0/service:rfs#0',
        '1/product:p#0/service:cfs#0/service:rfs#0/resource:port#0',
      ],
    ],
    [
      'a product is realised as a resource as well',
      catalogOf([product('p', { realisedAs: ['resource:sim'] }), resource('sim')]),
      ['1/product:p#0', '1/product:p#0/resource:sim#0'],
    ],
    [
      'requires makes children',
      catalogOf([product('p', { requires: ['product:q'] }), product('q')]),
      ['1/product:p#0', '1/product:p#0/product:q#0'],
    ],
    [
      'composedOf does not',
      catalogOf([product('p', { composedOf: ['product:q'] }), product('q')]),
      ['1/product:p#0'],
    ],
    [
      'words are read without case and separators',
      catalogOf([
        product('p', { 'REALISED-AS': ['service:a'], is_realized_by: ['service:b'] }),
        service('a'),
        service('b', { Requires: ['service:c'] }),
        service('c', { 'Composed Of': ['service:a'] }),
      ]),
      [
        '1/product:p#0',
        '1/product:p#0/service:a#0',
        '1/product:p#0/service:b#0',
        '1/product:p#0/service:b#0/service:c#0',
      ],
    ],
    [
      'a word that nobody knows makes none',
      catalogOf([product('p', { substitutes: ['product:q'] }), product('q')]),
      ['1/product:p#0'],
    ],
    [
      'a relation that points up makes none',
      catalogOf([
        service('s', { realisedAs: ['resource:r'] }),
        resource('r', { realisedAs: ['service:s'] }),
        product('p', { realisedAs: ['service:s'] }),
      ]),
      ['1/product:p#0', '1/product:p#0/service:s#0', '1/product:p#0/service:s#0/resource:r#0'],
    ],
    [
      'the same child said twice is made once',
      catalogOf([
        product('p', { realisedAs: ['service:s'], requires: ['service:s'] }),
        service('s'),
      ]),
      ['1/product:p#0', '1/product:p#0/service:s#0'],
    ],
  ];
  for (const [name, catalog, expected] of GOLDEN) {
    it(name, () => {
      const tree = decompose([line('1', 'product:p')], catalog);
      expect(keysOf(tree)).to.have.ordered.members(expected);
      expect(tree.obstacles).to.deep.equal([]);
    });
  }

  it('says of every child which relation made it, and why each was made or not', () => {
    const catalog = catalogOf([
      product('p', { realisedAs: ['service:s'], composedOf: ['product:q'] }),
      service('s'),
      product('q'),
    ]);
    const tree = decompose([line('1', 'product:p')], catalog);
    expect(tree.nodes.map(({ relation }) => relation)).to.deep.equal(['ordered', 'realisedAs']);
    expect(tree.why.map(({ key, verdict }) => [key, verdict])).to.deep.equal([
      ['1/product:p#0', 'made'],
      ['1/product:p#0/product:q#0', 'suppressed'],
      ['1/product:p#0/service:s#0', 'made'],
    ]);
    expect(tree.why[1]?.because).to.include('composedOf');
  });

  it('starts at a service for a service order', () => {
    const catalog = catalogOf([service('s', { realisedAs: ['resource:r'] }), resource('r')]);
    expect(keys([line('1', 'service:s')], catalog)).to.deep.equal([
      '1/service:s#0',
      '1/service:s#0/resource:r#0',
    ]);
  });

  it('keeps ids apart that would look alike in a key', () => {
    const catalog = catalogOf([product('a/service:b#0')]);
    const [key] = keys(
      [{ ...line('1/2', 'product:x'), specification: { kind: 'product', id: 'a/service:b#0' } }],
      catalog,
    );
    expect(key).to.equal('1%2F2/product:a%2Fservice:b%230#0');
  });
});

describe('decompose: excludes', () => {
  const catalog = catalogOf([
    product('fibre', { excludes: ['product:copper'] }),
    product('copper'),
    product('voice'),
  ]);

  it('is an obstacle for both, and for nobody else', () => {
    const lines = [
      line('1', 'product:copper'),
      line('2', 'product:fibre'),
      line('3', 'product:voice'),
    ];
    const tree = decompose(lines, catalog);
    expect(faultsOf(tree)).to.have.deep.members([
      ['1/product:copper#0', 'exclusion'],
      ['2/product:fibre#0', 'exclusion'],
    ]);
    expect(tree.nodes).to.have.length(3);
  });

  it('does not count what is taken away', () => {
    const lines = [line('1', 'product:copper', { action: 'delete' }), line('2', 'product:fibre')];
    expect(decompose(lines, catalog).obstacles).to.deep.equal([]);
  });
});

describe('decompose: exclusion by rules', () => {
  const specifications = [
    product('p', { realisedAs: ['service:s', 'service:t'] }, { values: ['tech'] }),
    service('s'),
    service('t'),
  ];
  const all = ['1/product:p#0', '1/product:p#0/service:s#0', '1/product:p#0/service:t#0'];
  const withoutT = all.slice(0, 2);

  for (const action of ['add', 'modify'] as const) {
    it(`holds for ${action}`, () => {
      const catalog = catalogOf(specifications, [rule('t', { exclude: true })]);
      expect(keys([line('1', 'product:p', { action })], catalog)).to.deep.equal(withoutT);
    });
  }

  it('does not hold for a delete, which takes all', () => {
    const catalog = catalogOf(specifications, [rule('t', { exclude: true })]);
    expect(keys([line('1', 'product:p', { action: 'delete' })], catalog)).to.deep.equal(all);
  });

  it('holds for the actions that it names alone', () => {
    const catalog = catalogOf(specifications, [rule('t', { exclude: ['modify'] })]);
    expect(keys([line('1', 'product:p')], catalog)).to.deep.equal(all);
    expect(keys([line('1', 'product:p', { action: 'modify' })], catalog)).to.deep.equal(withoutT);
  });

  it('holds only when its conditions do', () => {
    const when = [{ characteristic: 'tech', equals: 'copper' }];
    const catalog = catalogOf(specifications, [rule('t', { exclude: true, when })]);
    const ordered = (tech: string) => keys([line('1', 'product:p', { values: { tech } })], catalog);
    expect(ordered('copper')).to.deep.equal(withoutT);
    expect(ordered('fibre')).to.deep.equal(all);
  });

  it('may speak of one parent alone', () => {
    const catalog = catalogOf(
      [
        product('p', { requires: ['product:a', 'product:b'] }),
        product('a', { realisedAs: ['service:t'] }),
        product('b', { realisedAs: ['service:t'] }),
        service('t'),
      ],
      [rule('t', { exclude: true, parent: 'a' })],
    );
    expect(keys([line('1', 'product:p')], catalog)).to.deep.equal([
      '1/product:p#0',
      '1/product:p#0/product:a#0',
      '1/product:p#0/product:b#0',
      '1/product:p#0/product:b#0/service:t#0',
    ]);
  });
});

describe('decompose: quantity', () => {
  const ports = (more: object, rules = [rule('port', more)]) =>
    catalogOf(
      [service('s', { realisedAs: ['resource:port'] }, { values: ['ports'] }), resource('port')],
      rules,
    );

  it('is the line times the catalog times the rule', () => {
    const relations = [
      {
        type: 'requires',
        target: { kind: 'resource' as const, id: 'card' },
        minimum: 1,
        default: 2,
      },
    ];
    const catalog = catalogOf(
      [service('s', {}, { relations }), resource('card')],
      [rule('card', { quantity: 3 })],
    );
    const tree = decompose([line('1', 'service:s', { quantity: 2 })], catalog);
    expect(tree.nodes.filter(({ kind }) => kind === 'resource')).to.have.length(2 * 2 * 3);
    expect(new Set(keysOf(tree)).size).to.equal(2 + 12);
  });

  it('is the least number where the catalog has no default', () => {
    const relations = [
      { type: 'requires', target: { kind: 'resource' as const, id: 'card' }, minimum: 3 },
    ];
    const catalog = catalogOf([service('s', {}, { relations }), resource('card')]);
    expect(keys([line('1', 'service:s')], catalog)).to.have.length(4);
  });

  for (const ports_ of [3, '3']) {
    it(`comes from a characteristic (${JSON.stringify(ports_)})`, () => {
      const catalog = ports({ quantity: { characteristic: 'ports' } });
      const found = keys([line('1', 'service:s', { values: { ports: ports_ } })], catalog);
      expect(found.slice(1)).to.deep.equal(
        [0, 1, 2].map((at) => `1/service:s#0/resource:port#${at}`),
      );
    });
  }

  it('of zero makes none', () => {
    const catalog = ports({ quantity: { characteristic: 'ports' } });
    expect(keys([line('1', 'service:s', { values: { ports: 0 } })], catalog)).to.have.length(1);
  });

  const BAD: [value: unknown, code: string][] = [
    [undefined, 'missingCharacteristic'],
    [-1, 'quantity'],
    [1.5, 'quantity'],
    ['many', 'quantity'],
    ['', 'quantity'],
  ];
  for (const [value, code] of BAD) {
    it(`of ${JSON.stringify(value) ?? 'nothing'} is an obstacle, and its parent waits`, () => {
      const catalog = ports({ quantity: { characteristic: 'ports' } });
      const tree = decompose([line('1', 'service:s', { values: { ports: value } })], catalog);
      const child = '1/service:s#0/resource:port#0';
      expect(faultsOf(tree)).to.deep.equal([[child, code]]);
      expect(nodeOf(tree, '1/service:s#0').after).to.deep.equal([child]);
    });
  }

  it('over the most that the catalog allows is an obstacle', () => {
    const relations = [
      {
        type: 'requires',
        target: { kind: 'resource' as const, id: 'card' },
        default: 1,
        maximum: 4,
      },
    ];
    const catalog = catalogOf(
      [service('s', {}, { relations }), resource('card')],
      [rule('card', { quantity: 5 })],
    );
    expect(faultsOf(decompose([line('1', 'service:s')], catalog))).to.deep.equal([
      ['1/service:s#0/resource:card#0', 'quantity'],
    ]);
  });

  for (const quantity of [0, -1, 0.5, NaN]) {
    it(`of a line cannot be ${quantity}; its neighbours go on`, () => {
      const tree = decompose(
        [line('1', 'service:s', { quantity }), line('2', 'service:s')],
        catalogOf([service('s')]),
      );
      expect(faultsOf(tree)).to.deep.equal([['1/service:s#0', 'quantity']]);
      expect(keysOf(tree)).to.deep.equal(['2/service:s#0']);
    });
  }
});

describe('decompose: characteristics', () => {
  const catalog = (child: Parameters<typeof service>[2], rules: Catalog['rules'] = []) =>
    catalogOf(
      [
        product('p', { realisedAs: ['service:s', 'service:t'] }, { values: ['speed', 'site'] }),
        service('s', {}, child),
        service('t'),
      ],
      rules,
    );
  const S = '1/product:p#0/service:s#0';
  const ordered = line('1', 'product:p', { values: { speed: 100, site: 'harbour' } });

  it('of the same name map by themselves; others stay behind', () => {
    const tree = decompose([ordered], catalog({ values: ['speed'] }));
    expect(valuesOf(tree, S)).to.deep.equal({ speed: 100 });
  });

  it('are mapped by rules, from the parent or a constant', () => {
    const map = [
      { to: 'rate', from: 'speed' },
      { to: 'vlan', constant: 7 },
      { to: 'extra', constant: 'x' },
    ];
    const tree = decompose([ordered], catalog({ values: ['rate', 'vlan'] }, [rule('s', { map })]));
    expect(valuesOf(tree, S)).to.deep.equal({ rate: 100, vlan: 7, extra: 'x' });
  });

  it('are mapped by the most specific rule alone: one that names the parent, else the first', () => {
    const constant = (id: string, more: object = {}) => ({
      ...rule('s', { map: [{ to: 'from', constant: id }], ...more }),
      id,
    });
    const mapped = (...rules: Catalog['rules']) =>
      valuesOf(decompose([ordered], catalog({}, rules)), S)['from'];
    expect(mapped(constant('first'), constant('second'))).to.equal('first');
    expect(mapped(constant('any'), constant('named', { parent: 'p name' }))).to.equal('named');
    expect(mapped(constant('other', { parent: 'q' }), constant('any'))).to.equal('any');
  });

  it('of a rule come before those of the same name', () => {
    const map = [
      { to: 'speed', constant: 7 },
      { to: 'site', from: 'speed' },
    ];
    const tree = decompose([ordered], catalog({ values: ['speed', 'site'] }, [rule('s', { map })]));
    expect(valuesOf(tree, S)).to.deep.equal({ speed: 7, site: 100 });
  });

  it('fall back: rule, same name, default', () => {
    const map = [
      { to: 'speed', from: 'absent' },
      { to: 'class', from: 'absent' },
    ];
    const child = { values: [defaulted('speed', 1), defaulted('class', 'silver')] };
    const tree = decompose([ordered], catalog(child, [rule('s', { map })]));
    expect(valuesOf(tree, S)).to.deep.equal({ speed: 100, class: 'silver' });
    expect(tree.obstacles).to.deep.equal([]);
  });

  it('that are mandatory and unmapped are an obstacle that names them; siblings go on', () => {
    const tree = decompose([ordered], catalog({ values: [mandatory('vlan'), mandatory('speed')] }));
    expect(faultsOf(tree)).to.deep.equal([[S, 'missingCharacteristic']]);
    expect(tree.obstacles[0]?.message).to.include('vlan').and.not.include('speed');
    expect(keysOf(tree)).to.include('1/product:p#0/service:t#0');
  });

  it('of a line are completed by the defaults of its specification', () => {
    const specifications = [product('p', {}, { values: [defaulted('class', 'gold'), 'speed'] })];
    const tree = decompose(
      [line('1', 'product:p', { values: { speed: 5 } })],
      catalogOf(specifications),
    );
    expect(valuesOf(tree, '1/product:p#0')).to.deep.equal({ speed: 5, class: 'gold' });
  });

  it('of a delete are taken as they are, and none is missing', () => {
    const child = { values: [mandatory('vlan'), defaulted('class', 'silver')] };
    const tree = decompose([{ ...ordered, action: 'delete' }], catalog(child));
    expect(tree.obstacles).to.deep.equal([]);
    expect(valuesOf(tree, S)).to.deep.equal({});
  });

  it('go further down', () => {
    const deep = catalogOf([
      product('p', { realisedAs: ['service:s'] }, { values: ['speed'] }),
      service('s', { realisedAs: ['resource:r'] }, { values: ['speed'] }),
      resource('r', {}, { values: ['speed'] }),
    ]);
    const tree = decompose([ordered], deep);
    expect(valuesOf(tree, `${S}/resource:r#0`)).to.deep.equal({ speed: 100 });
  });
});

describe('decompose: conditions', () => {
  const CASES: [when: object, value: unknown, made: boolean][] = [
    [{ equals: 'fibre' }, 'fibre', true],
    [{ equals: 'fibre' }, 'copper', false],
    [{ equals: 'fibre' }, undefined, false],
    [{ equals: 100 }, '100', true],
    [{ equals: true }, 'true', true],
    [{ equals: { a: 1 } }, { a: 1 }, true],
    [{ in: ['fibre', 'coax'] }, 'coax', true],
    [{ in: ['fibre', 'coax'] }, 'copper', false],
    [{ in: ['fibre', 'coax'] }, undefined, false],
    [{ present: true }, 'x', true],
    [{ present: true }, undefined, false],
    [{ present: false }, undefined, true],
    [{ present: false }, 'x', false],
    [{}, 'x', true],
    [{}, undefined, false],
  ];
  for (const [when, value, made] of CASES) {
    const shown = value === undefined ? 'absent' : JSON.stringify(value);
    it(`${JSON.stringify(when)} with ${shown}: ${made ? 'made' : 'not made'}`, () => {
      const catalog = catalogOf(
        [product('p', { realisedAs: ['service:s'] }, { values: ['tech'] }), service('s')],
        [rule('s', { when: [{ characteristic: 'tech', ...when }] })],
      );
      const values = value === undefined ? {} : { tech: value };
      const tree = decompose([line('1', 'product:p', { values })], catalog);
      expect(tree.nodes.length === 2).to.equal(made);
      if (!made) expect(tree.why.at(-1)).to.include({ verdict: 'suppressed' });
    });
  }

  it('must all hold, at every level', () => {
    const when = [
      { characteristic: 'a', equals: 1 },
      { characteristic: 'b', equals: 2 },
    ];
    const catalog = catalogOf(
      [
        product('p', { realisedAs: ['service:s'] }, { values: ['a', 'b'] }),
        service('s', { realisedAs: ['resource:r'] }, { values: ['a', 'b'] }),
        resource('r'),
      ],
      [rule('r', { when })],
    );
    const made = (values: object) =>
      keys([line('1', 'product:p', { values: { ...values } })], catalog).length;
    expect(made({ a: 1, b: 2 })).to.equal(3);
    expect(made({ a: 1, b: 3 })).to.equal(2);
  });

  it('ask nothing of a delete', () => {
    const when = [{ characteristic: 'tech', equals: 'fibre' }];
    const catalog = catalogOf(
      [product('p', { realisedAs: ['service:s'] }), service('s')],
      [rule('s', { when })],
    );
    expect(keys([line('1', 'product:p', { action: 'delete' })], catalog)).to.have.length(2);
  });
});

describe('decompose: sharing', () => {
  const specifications = [
    product('p', { realisedAs: ['service:s'] }),
    service('s', { realisedAs: ['resource:r'] }),
    resource('r'),
  ];
  const shared = (scope: 'line' | 'bundle' | 'order' | 'account') =>
    catalogOf(specifications, [rule('s', { scope })]);
  const services = (lines: readonly OrderLine[], catalog: Catalog) =>
    decompose(lines, catalog).nodes.filter(({ kind }) => kind === 'service');

  it('makes one of two lines at account scope, found again by its name', () => {
    const lines = [
      line('1', 'product:p', { account: 'A/1' }),
      line('2', 'product:p', { account: 'A/1' }),
    ];
    const tree = decompose(lines, shared('account'));
    const [one, ...none] = tree.nodes.filter(({ kind }) => kind === 'service');
    expect(none).to.deep.equal([]);
    expect(one).to.deep.include({ parent: '1/product:p#0', sharedBy: ['2/product:p#0'] });
    expect(one?.shareKey).to.equal('account.A~2f~1.service.s.0');
    expect(nodeOf(tree, '2/product:p#0').after).to.deep.equal([one?.key]);
    expect(tree.nodes.filter(({ kind }) => kind === 'resource')).to.have.length(1);
    expect(tree.why.filter(({ verdict }) => verdict === 'shared')).to.have.length(1);
  });

  it('puts a shared child after all that share it', () => {
    const lines = [line('1', 'product:p'), line('2', 'product:p')];
    const found = keys(lines, shared('order'));
    expect(found.slice(0, 2)).to.deep.equal(['1/product:p#0', '2/product:p#0']);
    expect(found).to.have.length(4);
  });

  it('is within its scope', () => {
    const lines = [
      line('1', 'product:p', { account: 'A', quantity: 2 }),
      line('2', 'product:p', { account: 'A', bundle: '4' }),
      line('3', 'product:p', { account: 'B', bundle: '4' }),
      line('4', 'product:p', { account: 'B' }),
    ];
    // In all five products: lines 1, 1, 2, 3, 4; the bundle is 2, 3 and 4.
    expect(services(lines, catalogOf(specifications))).to.have.length(5);
    expect(services(lines, shared('line'))).to.have.length(4);
    expect(services(lines, shared('bundle'))).to.have.length(2);
    expect(services(lines, shared('account'))).to.have.length(2);
    expect(services(lines, shared('order'))).to.have.length(1);
  });

  it('stays within the order where no account is known', () => {
    const found = services([line('1', 'product:p'), line('2', 'product:p')], shared('account'));
    expect(found).to.have.length(1);
    expect(found[0]).not.to.have.property('shareKey');
  });

  it('does not share what goes with what comes', () => {
    const lines = [line('1', 'product:p', { action: 'delete' }), line('2', 'product:p')];
    expect(services(lines, shared('order'))).to.have.length(2);
  });
});

describe('decompose: bundles', () => {
  const catalog = catalogOf(
    [product('access', { realisedAs: ['service:s'] }), product('voice'), service('s')],
    [],
    [
      offering('O', { bundled: [bundled('OA'), bundled('OV', 0, 1), bundled('OX', 0, 0)] }),
      offering('OA', { specification: 'access' }),
      offering('OV', { specification: 'voice' }),
      offering('OX', { specification: 'voice' }),
    ],
  );
  const bundle = {
    ...line('1', 'product:x', { offering: 'O' }),
    specification: { kind: 'product' as const, id: '' },
  };

  it('are made of what is in them by itself', () => {
    const tree = decompose([bundle], catalog);
    expect(keysOf(tree)).to.deep.equal([
      '1/product:O#0',
      '1/product:O#0/product:access#0',
      '1/product:O#0/product:voice#0',
      '1/product:O#0/product:access#0/service:s#0',
    ]);
    expect(nodeOf(tree, '1/product:O#0').specification.type).to.equal('ProductOffering');
    expect(nodeOf(tree, '1/product:O#0/product:access#0')).to.deep.include({
      relation: 'bundles',
      offering: { id: 'OA', name: 'OA name', revision: 1 },
    });
  });

  it('take lines of their own for parts, and add only what must be in them', () => {
    const voice = line('1.1', 'product:voice', { offering: 'OV', bundle: '1' });
    const tree = decompose([voice, bundle], catalog);
    expect(keysOf(tree)).to.have.members([
      '1/product:O#0',
      '1/product:O#0/product:access#0',
      '1/product:O#0/product:access#0/service:s#0',
      '1.1/product:voice#0',
    ]);
    expect(nodeOf(tree, '1.1/product:voice#0').parent).to.equal('1/product:O#0');
    const other = line('1.1', 'product:access', { offering: 'OA', bundle: '1' });
    expect(keys([bundle, other], catalog)).to.have.members([
      '1/product:O#0',
      '1.1/product:access#0',
      '1.1/product:access#0/service:s#0',
    ]);
  });

  it('of specifications take lines of their own for parts as well', () => {
    const specifications = [product('b', { bundles: ['product:voice'] }), product('voice')];
    const lines = [line('1', 'product:b'), line('1.1', 'product:voice', { bundle: '1' })];
    expect(keys(lines, catalogOf(specifications))).to.deep.equal([
      '1/product:b#0',
      '1.1/product:voice#0',
    ]);
  });

  it('wait for their parts', () => {
    const voice = line('1.1', 'product:voice', { offering: 'OV', bundle: '1' });
    expect(nodeOf(decompose([bundle, voice], catalog), '1/product:O#0').after).to.have.members([
      '1/product:O#0/product:access#0',
      '1.1/product:voice#0',
    ]);
  });

  it('with a part that the catalog does not have are held up by it', () => {
    const broken = catalogOf([], [], [offering('O', { bundled: [bundled('gone')] })]);
    const tree = decompose([bundle], broken);
    expect(faultsOf(tree)).to.deep.equal([
      ['1/product:O#0/product:gone#0', 'unknownSpecification'],
    ]);
    expect(nodeOf(tree, '1/product:O#0').after).to.deep.equal(['1/product:O#0/product:gone#0']);
  });
});

describe('decompose: order of work', () => {
  const chain = catalogOf([
    product('p', { realisedAs: ['service:s'] }),
    service('s', { realisedAs: ['resource:r'] }),
    resource('r'),
  ]);
  const [P, S, R] = [
    '1/product:p#0',
    '1/product:p#0/service:s#0',
    '1/product:p#0/service:s#0/resource:r#0',
  ];
  const afterOf = (tree: Decomposition) =>
    Object.fromEntries(tree.nodes.map(({ key, after }) => [key, after]));

  it('goes from the bottom up: a parent waits for its children', () => {
    expect(afterOf(decompose([line('1', 'product:p')], chain))).to.deep.equal({
      [P]: [S],
      [S]: [R],
      [R]: [],
    });
  });

  it('goes from the top down for a delete', () => {
    const tree = decompose([line('1', 'product:p', { action: 'delete' })], chain);
    expect(afterOf(tree)).to.deep.equal({ [P]: [], [S]: [P], [R]: [S] });
  });

  it('does not wait for what is independent', () => {
    const tree = decompose([line('1', 'product:p')], {
      ...chain,
      rules: [rule('r', { independent: true })],
    });
    expect(afterOf(tree)).to.deep.equal({ [P]: [S], [S]: [], [R]: [] });
    expect(nodeOf(tree, R).independent).to.equal(true);
  });

  it('lets a line wait for the lines that it relies on', () => {
    const lines = [
      line('1', 'product:p', { reliesOn: ['2', 'nowhere'] }),
      line('2', 'product:p', { quantity: 2 }),
    ];
    expect(nodeOf(decompose(lines, chain), P).after).to.deep.equal([
      S,
      '2/product:p#0',
      '2/product:p#1',
    ]);
  });

  it('turns round when everything is taken away', () => {
    const lines = [
      line('1', 'product:p', { reliesOn: ['2'], action: 'delete' }),
      line('2', 'product:p', { action: 'delete' }),
    ];
    const tree = decompose(lines, chain);
    expect(nodeOf(tree, P).after).to.deep.equal([]);
    expect(nodeOf(tree, '2/product:p#0').after).to.deep.equal([P]);
  });

  it('waits for a line that an obstacle keeps back', () => {
    const lines = [line('1', 'product:p', { reliesOn: ['2'] }), line('2', 'product:gone')];
    const tree = decompose(lines, chain);
    expect(faultsOf(tree)).to.deep.equal([['2/product:gone#0', 'unknownSpecification']]);
    expect(nodeOf(tree, P).after).to.include('2/product:gone#0');
  });

  it('cuts items that wait for one another, and says so of each', () => {
    const lines = [
      line('1', 'product:p', { reliesOn: ['2'] }),
      line('2', 'product:p', { reliesOn: ['1'] }),
      line('3', 'product:p', { reliesOn: ['1'] }),
    ];
    const tree = decompose(lines, chain);
    expect(faultsOf(tree)).to.have.deep.members([
      [P, 'cycle'],
      ['2/product:p#0', 'cycle'],
    ]);
    expect(nodeOf(tree, '3/product:p#0').after).to.include(P);
  });
});

describe('decompose: versions, cycles, limits', () => {
  it('pins id, version and revision, so that the catalog may move on', () => {
    const before = catalogOf([product('p', {}, { version: '2.1', revision: 7 })]);
    const pinned = {
      id: 'p',
      name: 'p name',
      version: '2.1',
      revision: 7,
      type: 'ProductSpecification',
    };
    const lines = [line('1', 'product:p')];
    const first = decompose(lines, before);
    expect(first.nodes[0]?.specification).to.deep.equal(pinned);
    const after = catalogOf([
      product('p', { requires: ['product:q'] }, { version: '3', revision: 8 }),
      product('q'),
    ]);
    expect(decompose(lines, after).nodes[0]?.specification.revision).to.equal(8);
    expect(decompose(lines, before)).to.deep.equal(first);
  });

  it('stops at a specification that leads back to itself; its siblings go on', () => {
    const catalog = catalogOf([
      product('p', { requires: ['product:q', 'product:z'] }),
      product('q', { requires: ['product:p'] }),
      product('z'),
    ]);
    const tree = decompose([line('1', 'product:p')], catalog);
    expect(keysOf(tree)).to.deep.equal([
      '1/product:p#0',
      '1/product:p#0/product:q#0',
      '1/product:p#0/product:z#0',
    ]);
    expect(faultsOf(tree)).to.deep.equal([['1/product:p#0/product:q#0/product:p#0', 'cycle']]);
    expect(tree.obstacles[0]?.message).to.include('p -> q -> p');
  });

  it('names a specification that the catalog does not have', () => {
    const tree = decompose(
      [line('1', 'product:p')],
      catalogOf([product('p', { requires: ['product:gone'] })]),
    );
    expect(faultsOf(tree)).to.deep.equal([
      ['1/product:p#0/product:gone#0', 'unknownSpecification'],
    ]);
  });

  it('takes no service for a product', () => {
    const tree = decompose([line('1', 'product:s')], catalogOf([service('s')]));
    expect(faultsOf(tree)).to.deep.equal([['1/product:s#0', 'unknownSpecification']]);
  });

  it('makes nothing of a line that is too large, and all of the others', () => {
    const catalog = catalogOf(
      [product('p', { requires: ['product:q'] }), product('q')],
      [rule('q', { quantity: 5, scope: 'order' })],
    );
    const lines = [
      line('1', 'product:p'),
      line('2', 'product:p', { quantity: 20 }),
      line('3', 'product:p'),
    ];
    const tree = decompose(lines, catalog, { maxNodes: 10 });
    expect(faultsOf(tree)).to.deep.equal([['2/product:p#0', 'quantity']]);
    expect(new Set(tree.nodes.map(({ itemId }) => itemId))).to.deep.equal(new Set(['1', '3']));
    // The refused line left no trace on what it shared.
    expect(tree.nodes.flatMap(({ sharedBy }) => sharedBy)).to.deep.equal(
      Array(5).fill('3/product:p#0'),
    );
  });

  it('holds 10,000 nodes by default, of one line or of many', () => {
    const catalog = catalogOf([product('p', { requires: ['product:q'] }), product('q')]);
    const many = Array.from({ length: 5000 }, (_, at) => line(String(at), 'product:p'));
    expect(decompose(many, catalog).obstacles).to.deep.equal([]);
    expect(
      decompose([...many, line('x', 'product:p')], catalog).obstacles.map(({ code }) => code),
    ).to.deep.equal(['quantity']);
    expect(decompose([line('1', 'product:p', { quantity: 1e15 })], catalog).nodes).to.deep.equal(
      [],
    );
  });

  it('goes 32 levels deep at most', () => {
    const levels = Array.from({ length: 40 }, (_, at) =>
      product(`p${at}`, { requires: [`product:p${at + 1}`] }),
    );
    const tree = decompose([line('1', 'product:p0')], catalogOf([...levels, product('p40')]));
    expect(tree.nodes).to.have.length(32);
    expect(tree.obstacles.map(({ code }) => code)).to.deep.equal(['quantity']);
  });

  it('bounds what may grow with the square of a catalog', () => {
    // Ten levels of ten children each are 10^10 nodes.
    const levels = Array.from({ length: 10 }, (_, at) =>
      product(
        `p${at}`,
        {},
        {
          relations: [
            { type: 'requires', target: { kind: 'product', id: `p${at + 1}` }, default: 10 },
          ],
        },
      ),
    );
    const tree = decompose(
      [line('1', 'product:p0'), line('2', 'product:p10')],
      catalogOf([...levels, product('p10')]),
    );
    expect(keysOf(tree)).to.deep.equal(['2/product:p10#0']);
  });

  it('takes an item id once', () => {
    const tree = decompose(
      [line('1', 'product:p'), line('1', 'product:p')],
      catalogOf([product('p')]),
    );
    expect(keysOf(tree)).to.deep.equal(['1/product:p#0']);
    expect(tree.obstacles.map(({ code }) => code)).to.deep.equal(['quantity']);
  });

  it('has nothing to do for an order without lines', () => {
    expect(decompose([], catalogOf([]))).to.deep.equal({ nodes: [], why: [], obstacles: [] });
  });
});
