import { expect } from 'chai';
import type { JsonObject } from '../../../../openapi/json.js';
import { DIALECTS, dialectOf } from '../../../../mappings/dialects/index.js';

describe('dialectOf', () => {
  it('knows every API that is served in two versions', () => {
    const numbers = DIALECTS.map((one) => Number(one.api.slice(3, 6)));
    expect(numbers).to.deep.equal([620, 621, 622, 629, 632, 634, 637, 638, 639, 666, 669, 679]);
  });

  it('has none for the canonical version', () => {
    expect(dialectOf('tmf622-product-ordering', 'v5')).to.equal(undefined);
    expect(dialectOf('tmf641-service-ordering', 'v4')).to.equal(undefined);
  });

  it('says which resources are called otherwise', () => {
    expect(dialectOf('tmf620-product-catalog', 'v4')?.names).to.deep.equal({
      catalog: 'productCatalog',
    });
  });
});

describe('a product order in v4', () => {
  const lens = lensOf('tmf622-product-ordering', 'productOrder');
  const stored: JsonObject = {
    id: '7',
    '@type': 'ProductOrder',
    creationDate: '2026-11-20T08:00:00Z',
    state: 'inProgress.accepted',
    externalId: [
      { '@type': 'ExternalIdentifier', id: 'crm-1', owner: 'crm' },
      { '@type': 'ExternalIdentifier', id: 'erp-9', owner: 'erp' },
    ],
    relatedParty: [
      {
        '@type': 'RelatedPartyRefOrPartyRoleRef',
        role: 'customer',
        partyOrPartyRole: { '@type': 'PartyRoleRef', id: 'r1', partyId: 'p1', name: 'Acme' },
      },
    ],
    productOrderMilestone: [{ '@type': 'ProductOrderMilestone', name: 'site survey' }],
    productOrderItem: [
      { '@type': 'ProductOrderItem', id: '1', action: 'add', state: 'partial' },
      { '@type': 'ProductOrderItem', id: '2', action: 'add', state: 'inProgress' },
    ],
  };

  it('is read flat and in the words of v4', () => {
    expect(lens.get(stored)).to.deep.equal({
      id: '7',
      '@type': 'ProductOrder',
      orderDate: '2026-11-20T08:00:00Z',
      state: 'inProgress',
      externalId: 'crm-1',
      relatedParty: [
        {
          '@type': 'PartyRoleRef',
          '@referredType': 'PartyRole',
          role: 'customer',
          id: 'r1',
          partyId: 'p1',
          name: 'Acme',
        },
      ],
      productOrderMilestone: [{ '@type': 'ProductOrderMilestone', name: 'site survey' }],
      productOrderItem: [
        { '@type': 'ProductOrderItem', id: '1', action: 'add', state: 'failed' },
        { '@type': 'ProductOrderItem', id: '2', action: 'add', state: 'inProgress' },
      ],
    });
  });

  it('keeps what v4 cannot say when v4 changes something else', () => {
    const view = lens.get(stored);
    const [first, second] = view['productOrderItem'] as JsonObject[];
    const written = lens.put(
      { ...view, description: 'urgent', productOrderItem: [{ ...second, quantity: 2 }, first!] },
      stored,
    );
    expect(written).to.deep.equal({
      ...stored,
      description: 'urgent',
      productOrderItem: [
        { '@type': 'ProductOrderItem', id: '2', action: 'add', state: 'inProgress', quantity: 2 },
        { '@type': 'ProductOrderItem', id: '1', action: 'add', state: 'partial' },
      ],
    });
  });

  it('changes the first external id and leaves the others', () => {
    const written = lens.put({ ...lens.get(stored), externalId: 'crm-2' }, stored);
    expect(written['externalId']).to.deep.equal([
      { '@type': 'ExternalIdentifier', id: 'crm-2' },
      { '@type': 'ExternalIdentifier', id: 'erp-9', owner: 'erp' },
    ]);
  });

  it('forgets what belonged to another party', () => {
    const party = { id: 'p2', role: 'customer', '@referredType': 'Organization' };
    const written = lens.put({ ...lens.get(stored), relatedParty: [party] }, stored);
    expect(written['relatedParty']).to.deep.equal([
      {
        '@type': 'RelatedPartyRefOrPartyRoleRef',
        role: 'customer',
        partyOrPartyRole: { '@type': 'PartyRef', id: 'p2', '@referredType': 'Organization' },
      },
    ]);
  });

  it('gets the classes that v5 demands', () => {
    const written = lens.put({
      productOrderItem: [
        {
          id: '1',
          action: 'add',
          quoteItem: { id: '3', quoteId: 'q' },
          product: {
            productCharacteristic: [
              { name: 'speed', value: 100 },
              { name: 'colour', value: ['red', 'blue'] },
              { name: 'x', value: null },
            ],
            place: [
              { id: 'a1', role: 'installation' },
              { city: 'Bonn', role: 'billing' },
            ],
          },
        },
        { id: '2', action: 'modify', product: { id: 'p9', href: 'https://example.org/p9' } },
      ],
    });
    expect(written).to.deep.equal({
      '@type': 'ProductOrder',
      productOrderItem: [
        {
          '@type': 'ProductOrderItem',
          id: '1',
          action: 'add',
          quoteItem: { '@type': 'QuoteItemRef', quoteItemId: '3', quoteId: 'q' },
          product: {
            '@type': 'Product',
            productCharacteristic: [
              { '@type': 'IntegerCharacteristic', name: 'speed', value: 100 },
              { '@type': 'StringArrayCharacteristic', name: 'colour', value: ['red', 'blue'] },
              { '@type': 'Characteristic', name: 'x', value: null },
            ],
            place: [
              {
                '@type': 'RelatedPlaceRefOrValue',
                role: 'installation',
                place: { '@type': 'PlaceRef', id: 'a1' },
              },
              {
                '@type': 'RelatedPlaceRefOrValue',
                role: 'billing',
                place: { '@type': 'GeographicAddress', city: 'Bonn' },
              },
            ],
          },
        },
        {
          '@type': 'ProductOrderItem',
          id: '2',
          action: 'modify',
          product: { '@type': 'ProductRef', id: 'p9', href: 'https://example.org/p9' },
        },
      ],
    });
  });

  it('shows one class for characteristics, and follows a value that becomes of another kind', () => {
    const inventory = lensOf('tmf637-product-inventory', 'product');
    const product = {
      '@type': 'Product',
      productCharacteristic: [{ '@type': 'StringCharacteristic', name: 'speed', value: '100' }],
    };
    const view = inventory.get(product);
    const [speed] = view['productCharacteristic'] as JsonObject[];
    expect(speed).to.deep.equal({ '@type': 'Characteristic', name: 'speed', value: '100' });
    const written = inventory.put({ productCharacteristic: [{ ...speed, value: 100 }] }, product);
    expect(written['productCharacteristic']).to.deep.equal([
      { '@type': 'IntegerCharacteristic', name: 'speed', value: 100 },
    ]);
  });
});

describe('other resources in v4', () => {
  it('an attribute that would give an object a prototype does not travel', () => {
    const lens = lensOf('tmf622-product-ordering', 'productOrder');
    const sent = JSON.parse('{"__proto__":{"state":"completed"},"note":[]}') as JsonObject;
    for (const got of [lens.put(sent), lens.get(sent)]) {
      expect(got['state']).to.equal(undefined);
      expect(got).to.have.property('note');
    }
    const party = JSON.parse('[{"id":"1","__proto__":{"role":"admin"}}]') as JsonObject[];
    const [written] = lens.put({ relatedParty: party })['relatedParty'] as JsonObject[];
    expect(written!['role']).to.equal(undefined);
  });

  it('a party that plays a role is told by what is referred to', () => {
    const lens = lensOf('tmf622-product-ordering', 'productOrder');
    const classOf = (referred: string) => {
      const party = { id: '1', '@referredType': referred };
      const [written] = lens.put({ relatedParty: [party] })['relatedParty'] as JsonObject[];
      return (written!['partyOrPartyRole'] as JsonObject)['@type'];
    };
    expect(['Customer', 'PartyRole', 'AgentRole'].map(classOf)).to.deep.equal(
      Array(3).fill('PartyRoleRef'),
    );
    expect(['Individual', 'Roller'].map(classOf)).to.deep.equal(['PartyRef', 'PartyRef']);
  });

  it('a contact medium has its data in its characteristic', () => {
    const lens = lensOf('tmf632-party', 'individual');
    const view = {
      '@type': 'Individual',
      fullName: 'Ada Lovelace',
      status: 'deceaded',
      contactMedium: [
        {
          '@type': 'ContactMedium',
          mediumType: 'email',
          characteristic: { emailAddress: 'ada@example.org', contactType: 'private' },
        },
      ],
    };
    const stored = lens.put(view);
    expect(stored).to.deep.equal({
      '@type': 'Individual',
      name: 'Ada Lovelace',
      status: 'deceased',
      contactMedium: [
        {
          '@type': 'EmailContactMedium',
          mediumType: 'email',
          emailAddress: 'ada@example.org',
          contactType: 'private',
        },
      ],
    });
    expect(lens.get(stored)).to.deep.equal(view);
  });

  it('a customer shows the medium that v5 tells by the class', () => {
    const lens = lensOf('tmf629-customer', 'customer');
    const stored = {
      '@type': 'Customer',
      engagedParty: { '@type': 'PartyRef', id: 'p1', '@referredType': 'Individual' },
      contactMedium: [{ '@type': 'PhoneContactMedium', phoneNumber: '+49 1' }],
    };
    expect(lens.get(stored)['contactMedium']).to.deep.equal([
      { '@type': 'ContactMedium', mediumType: 'phone', characteristic: { phoneNumber: '+49 1' } },
    ]);
    expect(lens.put(lens.get(stored), stored)).to.deep.equal(stored);
  });

  it('a catalog has its own class name, a category the id of its parent', () => {
    const catalog = lensOf('tmf620-product-catalog', 'catalog');
    expect(catalog.put({ name: 'all' })).to.deep.equal({ '@type': 'ProductCatalog', name: 'all' });
    expect(catalog.get({ '@type': 'ProductCatalog' })).to.deep.equal({ '@type': 'Catalog' });
    const category = lensOf('tmf620-product-catalog', 'category');
    expect(category.put({ parentId: 'c1' })).to.deep.equal({
      '@type': 'Category',
      parent: { '@type': 'CategoryRef', id: 'c1' },
    });
  });

  it('a price inside an offering is an amount with its taxes', () => {
    const lens = lensOf('tmf620-product-catalog', 'productOffering');
    const view = {
      '@type': 'ProductOffering',
      productOfferingPrice: [
        {
          '@type': 'ProductOfferingPrice',
          recurringChargePeriod: 'month',
          price: { percentage: 5, taxRate: 19, dutyFreeAmount: { unit: 'EUR', value: 10 } },
        },
      ],
    };
    expect(lens.put(view)['productOfferingPrice']).to.deep.equal([
      {
        '@type': 'ProductOfferingPrice',
        recurringChargePeriodType: 'month',
        percentage: 5,
        price: { unit: 'EUR', value: 10, taxRate: 19 },
      },
    ]);
    expect(lens.get(lens.put(view))).to.deep.equal(view);
  });

  it('a resource has one place, and the older words for its states', () => {
    const lens = lensOf('tmf639-resource-inventory', 'resource');
    const stored = {
      '@type': 'Resource',
      administrativeState: 'shuttingDown',
      operationalState: 'disabled',
      place: ['a1', 'a2'].map((id) => ({
        '@type': 'RelatedPlaceRef',
        role: 'site',
        place: { '@type': 'PlaceRef', id },
      })),
    };
    expect(lens.get(stored)).to.deep.equal({
      '@type': 'Resource',
      administrativeState: 'shutdown',
      operationalState: 'disable',
      place: { '@type': 'RelatedPlaceRefOrValue', role: 'site', id: 'a1' },
    });
  });

  it('a reference in a bill structure is marked', () => {
    const lens = lensOf('tmf666-account', 'billingAccount');
    const view = {
      name: 'n',
      relatedParty: [],
      billStructure: { format: { isRef: true, id: 'f' } },
    };
    const stored = lens.put(view);
    expect(stored['billStructure']).to.deep.equal({
      '@type': 'BillStructure',
      format: { '@type': 'BillFormatRef', id: 'f' },
    });
    expect(lens.get(stored)['billStructure']).to.deep.equal({
      '@type': 'BillStructure',
      format: { '@type': 'BillFormatRef', id: 'f', isRef: true, name: '' },
    });
  });

  it('a qualification is a check, and aborted is written as published', () => {
    const check = lensOf('tmf679-product-offering-qualification', 'productOfferingQualification');
    expect(
      check.put({ productOfferingQualificationItem: [{ id: '1', state: 'done' }] }),
    ).to.deep.equal({
      '@type': 'CheckProductOfferingQualification',
      checkProductOfferingQualificationItem: [
        { '@type': 'CheckProductOfferingQualificationItem', id: '1', state: 'done' },
      ],
    });
    const product = lensOf('tmf637-product-inventory', 'product');
    expect(product.put({ status: 'aborted' })['status']).to.equal('aborted ');
    expect(product.get({ status: 'aborted' })['status']).to.equal('aborted ');
  });
});

function lensOf(api: string, resource: string) {
  return dialectOf(api, 'v4')!.resources[resource]!;
}
