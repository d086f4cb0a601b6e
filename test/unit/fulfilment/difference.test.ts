import { expect } from 'chai';
import { decompose, difference } from '../../../src/fulfilment/decompose.js';
import { catalogOf, line, resource, rule, service } from './given.js';

const catalog = catalogOf(
  [
    service('s', { realisedAs: ['resource:port'] }, { values: ['ports', 'speed'] }),
    resource('port', {}, { values: ['speed'] }),
  ],
  [rule('port', { quantity: { characteristic: 'ports' } })],
);
const ordered = (itemId: string, ports: number, speed = 10) =>
  decompose([line(itemId, 'service:s', { values: { ports, speed } })], catalog).nodes;
const changes = (before: ReturnType<typeof ordered>, after: ReturnType<typeof ordered>) =>
  difference(before, after).map(({ key, change }) => [change, key]);

describe('fulfilment: difference against the inventory', () => {
  it('from three to two is exactly one delete, the last', () => {
    const found = changes(ordered('1', 3), ordered('7', 2));
    expect(found).to.deep.equal([
      ['modify', '7/service:s#0'],
      ['keep', '7/service:s#0/resource:port#0'],
      ['keep', '7/service:s#0/resource:port#1'],
      ['delete', '1/service:s#0/resource:port#2'],
    ]);
  });

  it('from two to three is exactly one add', () => {
    const found = changes(ordered('1', 2), ordered('1', 3));
    expect(found.filter(([change]) => change === 'add')).to.deep.equal([
      ['add', '1/service:s#0/resource:port#2'],
    ]);
  });

  it('to what is there already is no work', () => {
    const found = changes(ordered('1', 2), ordered('9', 2));
    expect(new Set(found.map(([change]) => change))).to.deep.equal(new Set(['keep']));
  });

  it('names the values that differ, wherever they do', () => {
    const found = difference(ordered('1', 1, 10), ordered('2', 1, 20));
    expect(found.map(({ change, changed }) => [change, changed])).to.deep.equal([
      ['modify', ['speed']],
      ['modify', ['speed']],
    ]);
  });

  it('leaves alone what is not spoken of', () => {
    const before = ordered('1', 1).map((node) => ({
      ...node,
      characteristics: [...node.characteristics, { name: 'serialNumber', value: 'X1' }],
    }));
    expect(changes(before, ordered('1', 1)).map(([change]) => change)).to.deep.equal([
      'keep',
      'keep',
    ]);
  });

  it('to nothing deletes all, children first', () => {
    expect(changes(ordered('1', 2), [])).to.deep.equal([
      ['delete', '1/service:s#0/resource:port#1'],
      ['delete', '1/service:s#0/resource:port#0'],
      ['delete', '1/service:s#0'],
    ]);
  });
});
