import { expect } from 'chai';
import { findBundleCycle, findCycle } from '../../../src/fulfilment/decompose.js';
import { childRelations, childTargets } from '../../../src/fulfilment/relations.js';
import { bundled, offering, product, resource, service } from './given.js';

describe('fulfilment: findCycle', () => {
  it('finds none in a catalog that goes down', () => {
    const found = findCycle([
      product('p', { realisedAs: ['service:s'], requires: ['product:q'] }),
      product('q', { realisedAs: ['service:s'] }),
      service('s', { requires: ['resource:r'] }),
      resource('r'),
    ]);
    expect(found).to.equal(undefined);
  });

  it('names the specifications of a circle, in their order', () => {
    const found = findCycle([
      product('start', { requires: ['product:a'] }),
      product('a', { requires: ['product:b'] }),
      product('b', { bundles: ['product:c'] }),
      product('c', { requires: ['product:a'] }),
    ]);
    expect(found).to.deep.equal(['a', 'b', 'c', 'a']);
  });

  it('finds a specification that requires itself', () => {
    expect(findCycle([resource('r', { requires: ['resource:r'] })])).to.deep.equal(['r', 'r']);
  });

  it('follows only what makes children', () => {
    const found = findCycle([
      product('a', { excludes: ['product:b'], composedOf: ['product:b'] }),
      product('b', { excludes: ['product:a'], requires: ['product:a'] }),
    ]);
    expect(found).to.equal(undefined);
  });

  it('finds circles of bundled offerings', () => {
    const offerings = [
      offering('a', { bundled: [bundled('b')] }),
      offering('b', { bundled: [bundled('a')] }),
    ];
    expect(findBundleCycle(offerings)).to.deep.equal(['a', 'b', 'a']);
    expect(findBundleCycle(offerings.slice(0, 1))).to.equal(undefined);
  });
});

describe('fulfilment: relations', () => {
  it('keep one per target, with the numbers of whichever gives them', () => {
    const specification = product(
      'p',
      { realisedAs: ['service:s'] },
      {
        relations: [
          { type: 'requires', target: { kind: 'service', id: 's' }, default: 4, maximum: 9 },
        ],
      },
    );
    expect(childRelations(specification)).to.have.length(1);
    expect(childRelations(specification)[0]).to.include({
      meaning: 'realisedAs',
      default: 4,
      maximum: 9,
    });
  });

  it('say what must be loaded next: no more than what makes children', () => {
    const specification = service('s', {
      realisedAs: ['service:rfs', 'resource:r'],
      excludes: ['service:x'],
      composedOf: ['service:y'],
      requires: ['product:up'],
    });
    expect(childTargets(specification)).to.deep.equal([
      { kind: 'service', id: 'rfs' },
      { kind: 'resource', id: 'r' },
    ]);
  });
});
