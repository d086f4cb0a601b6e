import { expect } from 'chai';
import { indexValue } from '../../../src/db/index-value.js';
import { attributesOf } from '../../../src/documents/attributes.js';
import { indexedPaths } from '../../../src/documents/indexed.js';

describe('indexed attributes', () => {
  it('are the texts at the paths, through arrays, each once', () => {
    const body = {
      name: 'n',
      item: [{ product: { id: 'a' } }, { product: [{ id: 'b' }, { id: 'a' }] }, { product: 'c' }],
    };
    expect(attributesOf(['name', 'item.product.id', 'missing.id'], body)).to.deep.equal([
      { path: 'name', value: 'n' },
      { path: 'item.product.id', value: 'a' },
      { path: 'item.product.id', value: 'b' },
    ]);
  });

  it('are no numbers, booleans, objects or names that every object has', () => {
    const body = { name: 1, state: true, item: { id: { deep: 'x' } } };
    expect(attributesOf(['name', 'state', 'item.id', 'constructor.name'], body)).to.deep.equal([]);
  });

  it('are held by their hash when they are long', () => {
    expect(indexValue('x'.repeat(256))).to.equal('x'.repeat(256));
    expect(indexValue('x'.repeat(257))).to.match(/^sha256:[0-9a-f]{64}$/);
    expect(indexValue('x'.repeat(257))).to.not.equal(indexValue('x'.repeat(258)));
  });

  it('are few for what is written most', () => {
    expect(indexedPaths('taskFlow')).to.deep.equal(['relatedEntity.id']);
    expect(indexedPaths('processFlow')).to.deep.equal(['relatedEntity.id']);
    expect(indexedPaths('productOrder')).to.include.members([
      'name',
      'externalId',
      'productOrderItem.product.id',
    ]);
    expect(indexedPaths('anything')).to.include('name');
  });
});
