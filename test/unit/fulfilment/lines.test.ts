import { expect } from 'chai';
import { findItemCycle } from '../../../src/fulfilment/decompose.js';
import { findKnots } from '../../../src/fulfilment/knots.js';
import { sortLines } from '../../../src/fulfilment/lines.js';
import { spreadReliance } from '../../../src/fulfilment/reliance.js';
import { line } from './given.js';

const item = (id: string, reliesOn: string[] = [], bundle?: string) =>
  line(id, 'product:p', { reliesOn, ...(bundle !== undefined && { bundle }) });

describe('fulfilment: findItemCycle', () => {
  const CASES: [name: string, lines: ReturnType<typeof item>[], circle: string[] | undefined][] = [
    ['none', [item('1', ['2']), item('2'), item('3', ['1', '2'])], undefined],
    ['an unknown item', [item('1', ['9'])], undefined],
    ['itself', [item('1', ['1'])], ['1', '1']],
    ['two', [item('1', ['2']), item('2', ['1'])], ['1', '2', '1']],
    [
      'three, entered from outside',
      [item('0', ['1']), item('1', ['2']), item('2', ['3']), item('3', ['1'])],
      ['1', '2', '3', '1'],
    ],
    ['a part that relies on its bundle', [item('1'), item('2', ['1'], '1')], ['1', '2', '1']],
    ['bundles in one another', [item('1', [], '2'), item('2', [], '1')], ['1', '2', '1']],
  ];
  for (const [name, lines, circle] of CASES) {
    it(`${name}: ${circle?.join(' -> ') ?? 'no circle'}`, () => {
      expect(findItemCycle(lines)).to.deep.equal(circle);
    });
  }

  it('follows a chain as long as the largest order', () => {
    const chain = Array.from({ length: 10_000 }, (_, at) => item(String(at), [String(at + 1)]));
    expect(findItemCycle(chain)).to.equal(undefined);
    expect(findItemCycle([...chain, item('10000', ['0'])])).to.have.length(10_002);
  });
});

describe('fulfilment: sortLines', () => {
  it('puts bundles first, and keeps the order otherwise', () => {
    const lines = [item('a', [], 'c'), item('b'), item('c'), item('d', [], 'a')];
    expect(sortLines(lines).lines.map(({ itemId }) => itemId)).to.deep.equal(['b', 'c', 'a', 'd']);
  });

  it('keeps every line, also those of circles and of bundles that are not there', () => {
    const lines = [item('1', ['2'], '2'), item('2', ['1'], '1'), item('3', [], 'gone')];
    const sorted = sortLines(lines);
    expect(sorted.lines.map(({ itemId }) => itemId)).to.have.members(['1', '2', '3']);
    expect([...sorted.circles.keys()]).to.have.members(['1', '2']);
    expect(findItemCycle(sorted.lines)).to.equal(undefined);
  });
});

describe('fulfilment: findKnots', () => {
  const knots = (graph: Record<string, string[]>) =>
    findKnots(Object.keys(graph), (node) => graph[node] ?? []).map((knot) => knot.sort());

  it('finds none where everything leads on', () => {
    expect(knots({ a: ['b', 'c'], b: ['c'], c: ['nowhere'] })).to.deep.equal([]);
  });

  it('keeps knots apart, and what lies between them out', () => {
    const graph = { a: ['b'], b: ['a', 'between'], between: ['c'], c: ['d'], d: ['c'], e: ['e'] };
    expect(knots(graph)).to.have.deep.members([['a', 'b'], ['c', 'd'], ['e']]);
  });

  it('takes circles that touch as one', () => {
    const graph = { a: ['b'], b: ['a', 'c'], c: ['b', 'd'], d: ['c'] };
    expect(knots(graph)).to.deep.equal([['a', 'b', 'c', 'd']]);
  });
});

describe('fulfilment: spreadReliance', () => {
  const reliedOn = (lines: ReturnType<typeof item>[]) =>
    Object.fromEntries(spreadReliance(lines).map(({ itemId, reliesOn }) => [itemId, reliesOn]));

  it('lets what is nested in a bundle rely on what the bundle relies on, at any depth', () => {
    const lines = [item('1', ['2']), item('2'), item('1.1', [], '1'), item('1.1.1', [], '1.1')];
    expect(reliedOn(lines)).to.deep.equal({ '1': ['2'], '2': [], '1.1': ['2'], '1.1.1': ['2'] });
  });

  it('closes no circle', () => {
    const lines = [item('1', ['2']), item('2', ['1.1']), item('1.1', [], '1')];
    expect(reliedOn(lines)).to.deep.equal({ '1': ['2'], '2': ['1.1'], '1.1': [] });
  });

  it('waits for all that is nested in what is taken away', () => {
    const gone = { action: 'delete' as const };
    const lines = [
      item('1', ['2']),
      { ...item('2'), ...gone },
      { ...item('2.1', [], '2'), ...gone },
    ];
    expect(reliedOn(lines)['1']).to.deep.equal(['2', '2.1']);
  });
});
