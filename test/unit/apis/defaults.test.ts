import { expect } from 'chai';
import { alwaysThere, mayBeLeftOut, withDefaults } from '../../../src/apis/defaults.js';
import { repostKey } from '../../../src/apis/reposts.js';

const NOW = '2026-01-02T03:04:05.678Z';

describe('apis: what the gateway sets when a client leaves it out', () => {
  it('fills in class, instants, states, and those of nested items', () => {
    const body = {
      productOrderItem: [{ id: '1', productOrderItem: [{ id: '2', state: 'held' }] }],
    };
    const before = structuredClone(body);
    expect(withDefaults('productOrder', 'productOrder', body, NOW)).to.deep.equal({
      '@type': 'ProductOrder',
      state: 'acknowledged',
      creationDate: NOW,
      productOrderItem: [
        { id: '1', state: 'acknowledged', productOrderItem: [{ id: '2', state: 'held' }] },
      ],
    });
    expect(body).to.deep.equal(before);
  });

  it('keeps what the client gave', () => {
    const body = {
      '@type': 'MyOffering',
      lifecycleStatus: 'Retired',
      lastUpdate: '2020-01-01T00:00:00Z',
    };
    expect(withDefaults('productOffering', 'productOffering', body, NOW)).to.deep.equal(body);
  });

  it('gives other kinds their class alone', () => {
    expect(withDefaults('geographicSite', 'geographicSite', {}, NOW)).to.deep.equal({
      '@type': 'GeographicSite',
    });
  });

  it('says what may be left out of a creation and what is always there', () => {
    expect(mayBeLeftOut('productOffering')).to.have.members([
      'id',
      'href',
      'lastUpdate',
      'lifecycleStatus',
    ]);
    expect(mayBeLeftOut('product')).to.not.include('status');
    expect(alwaysThere('serviceOrder')).to.have.members(['@type', 'orderDate', 'state']);
  });
});

describe('apis: what tells a re-post', () => {
  const id = (value: string) => ({ '@type': 'ExternalIdentifier', id: value });
  const rows: [what: string, kind: string, body: object, known: boolean][] = [
    ['an order with a text', 'serviceOrder', { externalId: 'a' }, true],
    ['an order with a list', 'productOrder', { externalId: [id('a')] }, true],
    ['an empty text', 'serviceOrder', { externalId: '' }, false],
    ['an empty list', 'productOrder', { externalId: [] }, false],
    ['a list without an id', 'productOrder', { externalId: [id('')] }, false],
    ['no externalId', 'productOrder', {}, false],
    ['another kind', 'troubleTicket', { externalId: 'a' }, false],
  ];
  for (const [what, kind, body, known] of rows) {
    it(`${what}: ${known ? 'one' : 'none'}`, () => {
      expect(repostKey(kind, { ...body }) !== undefined).to.equal(known);
    });
  }

  it('tells identifiers of different owners apart', () => {
    const keys = ['x', 'y'].map((owner) =>
      repostKey('productOrder', { externalId: [{ id: '1', owner }] }),
    );
    expect(keys[0]).to.not.equal(keys[1]);
  });
});
