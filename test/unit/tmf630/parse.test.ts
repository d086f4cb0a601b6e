import { expect } from 'chai';
import fc from 'fast-check';
import { Refusal } from '../../../src/errors.js';
import {
  MAXIMUM_LIMIT,
  DEFAULT_LIMIT,
  parseFields,
  parseQuery,
} from '../../../src/tmf630/parse.js';

function refusalOf(query: string): Refusal {
  try {
    parseQuery(query);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error(`"${query}" was not refused`);
}

const where = (query: string) =>
  parseQuery(query).query.where.map((c) => [c.path.join('.'), c.values]);

describe('tmf630: the query of a list', () => {
  const rows: [query: string, conditions: unknown[]][] = [
    ['', []],
    ['&', []],
    ['state=acknowledged', [['state', ['acknowledged']]]],
    ['state=a,b', [['state', ['a', 'b']]]],
    ['state=a&state=b,c', [['state', ['a', 'b', 'c']]]],
    ['state=a%2Cb', [['state', ['a', 'b']]]],
    [
      'a=1&b.c=2',
      [
        ['a', ['1']],
        ['b.c', ['2']],
      ],
    ],
    ['name="x y"', [['name', ['x y']]]],
    ['name=%22x%2C+y%22,z', [['name', ['x, y', 'z']]]],
    ['name="a\\"b"', [['name', ['a"b']]]],
    ['name=x+y', [['name', ['x y']]]],
    ['name=x%2By', [['name', ['x+y']]]],
    ['name=', [['name', ['']]]],
    ['name.eq=x', [['name', ['x']]]],
    ['@type=ProductOrder', [['@type', ['ProductOrder']]]],
    ['startDate=2026-01-02T03:04:05+02:00', [['startDate', ['2026-01-02T03:04:05+02:00']]]],
    ['state=a,a', [['state', ['a']]]],
  ];
  for (const [query, conditions] of rows) {
    it(`reads ${query === '' ? 'no query' : query}`, () => {
      expect(where(query)).to.deep.equal(conditions);
    });
  }

  it('has every document without a query, a page of the default size', () => {
    const { query, fields, paged } = parseQuery('');
    expect(query).to.deep.equal({ where: [], sort: [], offset: 0, limit: DEFAULT_LIMIT });
    expect(fields).to.equal(undefined);
    expect(paged).to.equal(false);
  });

  it('caps the limit and says that a page was asked for', () => {
    const { query, paged } = parseQuery('limit=5000&offset=20');
    expect(query.limit).to.equal(MAXIMUM_LIMIT);
    expect(query.offset).to.equal(20);
    expect(paged).to.equal(true);
  });

  it('reads sort keys in order, descending by a minus', () => {
    expect(parseQuery('sort=a,-b.c,+d').query.sort).to.deep.equal([
      { path: ['a'], descending: false },
      { path: ['b', 'c'], descending: true },
      { path: ['d'], descending: false },
    ]);
  });

  it('says paths and words as the canonical documents do', () => {
    const wording = {
      path: (path: readonly string[]) => (path[0] === 'orderDate' ? ['creationDate'] : path),
      words: (path: readonly string[], word: string) =>
        path[0] === 'state' && word === 'inProgress'
          ? ['inProgress', 'inProgress.accepted']
          : [word],
    };
    const { query } = parseQuery('state=inProgress&orderDate=x&sort=-orderDate', wording);
    expect(query.where.map(({ path, values }) => [path[0], values])).to.deep.equal([
      ['state', ['inProgress', 'inProgress.accepted']],
      ['creationDate', ['x']],
    ]);
    expect(query.sort[0]?.path).to.deep.equal(['creationDate']);
  });

  it('names every bad value at once', () => {
    const refusal = refusalOf('limit=x&offset=-1&a..b=1&sort=%20.&fields=a b&q=%E0%A4&name="x');
    expect(refusal.kind).to.equal('badQuery');
    expect(refusal.faults.map(({ pointer }) => pointer)).to.have.members([
      '?limit',
      '?offset',
      '?a..b',
      '?sort',
      '?fields',
      '?q',
      '?name',
    ]);
  });

  for (const query of [
    'limit=0',
    'limit=1.5',
    'limit=1&limit=2',
    'offset=99999999999',
    'limit=1e3',
  ]) {
    it(`refuses ${query}`, () => {
      expect(refusalOf(query).kind).to.equal('badQuery');
    });
  }

  for (const query of [
    'a.gt=1',
    'filter=$..x',
    'name.regex=x',
    'a%3E=1',
    'name*=x',
    'a[0].b=1',
    'depth=2',
  ]) {
    it(`does not support ${query}, and names it`, () => {
      const refusal = refusalOf(query);
      expect(refusal.kind).to.equal('unsupportedQuery');
      const [name = ''] = query.split('=');
      expect(refusal.faults[0]?.pointer).to.equal(`?${decodeURIComponent(name)}`);
    });
  }

  it('finds each value that was written in quotes, whatever it holds', () => {
    const quote = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`;
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), (values) => {
        const query = `name=${encodeURIComponent(values.map(quote).join(','))}`;
        expect(where(query)).to.deep.equal([['name', [...new Set(values)]]]);
      }),
    );
  });

  it('answers any text with conditions or a Refusal', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        try {
          parseQuery(text);
          parseFields(text);
        } catch (error) {
          expect(error).to.be.instanceOf(Refusal);
        }
      }),
    );
  });
});
