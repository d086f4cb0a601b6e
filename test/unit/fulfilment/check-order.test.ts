import { expect } from 'chai';
import type { JsonObject } from '../../../openapi/json.js';
import {
  accountsNamed,
  checkLines,
  checkServiceLines,
  readLines,
  readServiceLines,
} from '../../../src/fulfilment/check-order.js';
import {
  bundled,
  catalogOf,
  defaulted,
  mandatory,
  offering,
  optional,
  product,
  service,
} from './given.js';

const CATALOG = catalogOf(
  [
    product(
      'access',
      {},
      {
        values: [
          {
            ...mandatory('speed'),
            valueType: 'integer',
            allowed: [{ value: 100 }, { value: 200 }],
          },
          defaulted('class', 'silver'),
          optional('label'),
        ],
      },
    ),
    product('voice'),
    service('vpn', {}, { values: [mandatory('sites')] }),
  ],
  [],
  [
    offering('A', { specification: 'access' }),
    offering('V', { specification: 'voice', isSellable: false }),
    offering('B', { bundled: [bundled('A', 1, 1, 2), bundled('V', 0, 0, 1)] }),
    offering('retired', { specification: 'voice', lifecycleStatus: 'Retired' }),
    offering('broken', { specification: 'gone' }),
    offering('empty'),
  ],
);

const values = (given: Record<string, string | number>) =>
  Object.entries(given).map(([name, value]) => ({ name, value }));

/** An item that orders access properly, unless said otherwise. */
const item = (more: JsonObject = {}, thing: JsonObject = {}): JsonObject => ({
  id: '1',
  action: 'add',
  quantity: 1,
  productOffering: { id: 'A' },
  product: { productCharacteristic: values({ speed: 100 }), ...thing },
  ...more,
});
const voice = (more: JsonObject = {}): JsonObject => ({
  id: 'v',
  action: 'add',
  productOffering: { id: 'V' },
  ...more,
});
const order = (...items: JsonObject[]): JsonObject => ({ productOrderItem: items });
const faultsOf = (body: JsonObject, accounts: string[] = []) =>
  checkLines(body, CATALOG, { accounts: new Set(accounts) }).map(({ pointer, rule }) => [
    pointer,
    rule,
  ]);

describe('check of an order: what is accepted', () => {
  const GOOD: [name: string, body: JsonObject][] = [
    ['a plain item', order(item())],
    ['no quantity', order(item({ quantity: null }))],
    ['a quantity as text', order(item({ quantity: '3' }))],
    [
      'a bundle with nested items, sellable or not',
      order({
        id: 'b',
        action: 'add',
        productOffering: { id: 'B' },
        productOrderItem: [item(), voice()],
      }),
    ],
    [
      'a specification without an offering',
      order(item({ productOffering: null }, { productSpecification: { id: 'access' } })),
    ],
    [
      'a modify that says only what changes',
      order(
        item({ action: 'modify' }, { id: 'p1', productCharacteristic: values({ label: 'x' }) }),
      ),
    ],
    [
      'a modify of a product by its id alone',
      order({ id: '1', action: 'modify', product: { id: 'p1' } }),
    ],
    [
      'a delete of what the catalog has no more',
      order({ id: '1', action: 'delete', productOffering: { id: 'gone' }, product: { id: 'p1' } }),
    ],
    [
      'a modify of what is retired',
      order({
        id: '1',
        action: 'modify',
        productOffering: { id: 'retired' },
        product: { id: 'p1' },
      }),
    ],
    [
      'items that rely on one another in a line',
      order(
        item(),
        voice({
          id: '2',
          productOffering: { id: 'A' },
          product: { productCharacteristic: values({ speed: 200 }) },
          productOrderItemRelationship: [{ id: '1', relationshipType: 'reliesOn' }],
        }),
      ),
    ],
    ['an order without items', {}],
  ];
  for (const [name, body] of GOOD) {
    it(name, () => {
      expect(faultsOf(body)).to.deep.equal([]);
    });
  }

  it('an account that is known', () => {
    expect(faultsOf({ ...order(item()), billingAccount: { id: 'a1' } }, ['a1'])).to.deep.equal([]);
  });
});

describe('check of an order: what is not', () => {
  const AT = '/productOrderItem/0';
  const BAD: [name: string, body: JsonObject, faults: [string, string][]][] = [
    [
      'an unknown offering',
      order(item({ productOffering: { id: 'nope' } })),
      [[`${AT}/productOffering/id`, 'unknownOffering']],
    ],
    [
      'no offering and no specification',
      order({ id: '1', action: 'add' }),
      [[AT, 'unknownOffering']],
    ],
    [
      'an offering that is only sold in a bundle',
      order(voice()),
      [[`${AT}/productOffering`, 'notSellable']],
    ],
    [
      'a retired offering',
      order(voice({ productOffering: { id: 'retired' } })),
      [[`${AT}/productOffering`, 'notSellable']],
    ],
    [
      'an offering of a specification that is missing',
      order(voice({ productOffering: { id: 'broken' } })),
      [[`${AT}/productOffering`, 'unknownSpecification']],
    ],
    [
      'an offering that leads nowhere',
      order(voice({ productOffering: { id: 'empty' } })),
      [[`${AT}/productOffering`, 'unknownSpecification']],
    ],
    [
      'a specification that is missing',
      order(item({ productOffering: null }, { productSpecification: { id: 'nope' } })),
      [[`${AT}/product/productSpecification/id`, 'unknownSpecification']],
    ],
    [
      'a service for a product',
      order(item({ productOffering: null }, { productSpecification: { id: 'vpn' } })),
      [[`${AT}/product/productSpecification/id`, 'unknownSpecification']],
    ],
    [
      'a specification that the offering does not sell',
      order(
        voice({ productOffering: { id: 'A' }, product: { productSpecification: { id: 'voice' } } }),
      ),
      [[`${AT}/product/productSpecification/id`, 'wrongSpecification']],
    ],
    [
      'an unknown characteristic',
      order(item({}, { productCharacteristic: values({ speed: 100, colour: 'red' }) })),
      [[`${AT}/product/productCharacteristic/1/name`, 'unknownCharacteristic']],
    ],
    [
      'a value of the wrong type',
      order(item({}, { productCharacteristic: values({ speed: 'fast' }) })),
      [[`${AT}/product/productCharacteristic/0/value`, 'wrongType']],
    ],
    [
      'a value that is not allowed',
      order(item({}, { productCharacteristic: values({ speed: 150 }) })),
      [[`${AT}/product/productCharacteristic/0/value`, 'notAllowedValue']],
    ],
    [
      'a mandatory value that is missing, after defaults',
      order(item({}, { productCharacteristic: [] })),
      [[`${AT}/product`, 'missingCharacteristic']],
    ],
    ['a quantity that is none', order(item({ quantity: 0 })), [[`${AT}/quantity`, 'badQuantity']]],
    [
      'a quantity that is no number',
      order(item({ quantity: 'many' })),
      [[`${AT}/quantity`, 'badQuantity']],
    ],
    ['half of something', order(item({ quantity: 1.5 })), [[`${AT}/quantity`, 'badQuantity']]],
    [
      'more than anybody orders',
      order(item({ quantity: 10_001 })),
      [[`${AT}/quantity`, 'badQuantity']],
    ],
    ['two items of one id', order(item(), item()), [['/productOrderItem/1/id', 'duplicateItem']]],
    ['an item without an id', order(item({ id: '' })), [[`${AT}/id`, 'noId']]],
    [
      'a relationship to an item that is not there',
      order(item({ productOrderItemRelationship: [{ id: '9', relationshipType: 'reliesOn' }] })),
      [[`${AT}/productOrderItemRelationship/0`, 'unknownItem']],
    ],
    [
      'an item that relies on itself',
      order(item({ productOrderItemRelationship: [{ id: '1', relationshipType: 'reliesOn' }] })),
      [[AT, 'cyclicItems']],
    ],
    [
      'items that rely on one another',
      order(
        item({ productOrderItemRelationship: [{ id: '2', relationshipType: 'reliesOn' }] }),
        item({
          id: '2',
          productOrderItemRelationship: [{ id: '1', relationshipType: 'dependsOn' }],
        }),
      ),
      [[AT, 'cyclicItems']],
    ],
    [
      'a modify without a product',
      order(item({ action: 'modify' })),
      [[`${AT}/product/id`, 'noSubject']],
    ],
    [
      'a delete without a product',
      order({ id: '1', action: 'delete' }),
      [[`${AT}/product/id`, 'noSubject']],
    ],
    [
      'faults in nested items, where they are',
      order({
        id: 'b',
        action: 'add',
        productOffering: { id: 'B' },
        productOrderItem: [
          item(),
          { ...voice(), productOrderItem: [item({ id: '1', quantity: -1 })] },
        ],
      }),
      [
        [`${AT}/productOrderItem/1/productOrderItem/0/id`, 'duplicateItem'],
        [`${AT}/productOrderItem/1/productOrderItem/0/quantity`, 'badQuantity'],
      ],
    ],
    [
      'more in a bundle than it takes',
      order({
        id: 'b',
        action: 'add',
        productOffering: { id: 'B' },
        productOrderItem: [item({ quantity: 2 }), item({ id: '2' })],
      }),
      [[`${AT}/productOrderItem/1/quantity`, 'bundleLimit']],
    ],
  ];
  for (const [name, body, faults] of BAD) {
    it(name, () => {
      expect(faultsOf(body)).to.deep.equal(faults);
    });
  }

  it('unknown accounts, of the order and of its items', () => {
    const body = {
      ...order(item(), item({ id: '2', billingAccount: { id: 'a2' } })),
      billingAccount: { id: 'a1' },
    };
    expect(accountsNamed(body)).to.deep.equal(['a1', 'a2']);
    expect(faultsOf(body)).to.deep.equal([
      ['/billingAccount/id', 'unknownAccount'],
      ['/productOrderItem/1/billingAccount/id', 'unknownAccount'],
    ]);
    expect(faultsOf(body, ['a1', 'a2'])).to.deep.equal([]);
  });

  it('everything at once, each with a sentence', () => {
    const body = {
      ...order(
        item({ quantity: 0 }, { productCharacteristic: values({ colour: 'red' }) }),
        voice({ id: '1', productOffering: { id: 'nope' } }),
      ),
      billingAccount: { id: 'a1' },
    };
    const faults = checkLines(body, CATALOG, { accounts: new Set() });
    expect(faults.map(({ rule }) => rule)).to.have.members([
      'unknownAccount',
      'badQuantity',
      'unknownCharacteristic',
      'missingCharacteristic',
      'duplicateItem',
      'unknownOffering',
    ]);
    faults.forEach(({ message }) => expect(message).to.match(/\w+ \w+ \w+/));
  });

  it('ten thousand lines in one go', () => {
    const items = Array.from({ length: 10_000 }, (_, at) => item({ id: String(at) }));
    expect(faultsOf(order(...items))).to.deep.equal([]);
  });
});

describe('check of a service order (TMF641 v4)', () => {
  const serviceItem = (more: JsonObject = {}, thing: JsonObject = {}): JsonObject => ({
    id: '1',
    action: 'add',
    service: {
      serviceSpecification: { id: 'vpn' },
      serviceCharacteristic: values({ sites: 2 }),
      ...thing,
    },
    ...more,
  });
  const rules = (...items: JsonObject[]) =>
    checkServiceLines({ serviceOrderItem: items }, CATALOG).map(({ pointer, rule }) => [
      pointer,
      rule,
    ]);

  it('is by the service catalog', () => {
    expect(rules(serviceItem())).to.deep.equal([]);
    expect(rules(serviceItem({}, { serviceSpecification: { id: 'access' } }))).to.deep.equal([
      ['/serviceOrderItem/0/service/serviceSpecification/id', 'unknownSpecification'],
    ]);
    expect(rules(serviceItem({}, { serviceCharacteristic: [] }))).to.deep.equal([
      ['/serviceOrderItem/0/service', 'missingCharacteristic'],
    ]);
    expect(rules(serviceItem({ action: 'delete' }))).to.deep.equal([
      ['/serviceOrderItem/0/service/id', 'noSubject'],
    ]);
  });

  it('follows its own way of naming related items', () => {
    const tie = (itemId: string) => ({
      serviceOrderItemRelationship: [{ relationshipType: 'reliesOn', orderItem: { itemId } }],
    });
    expect(rules(serviceItem(tie('9')))).to.deep.equal([
      ['/serviceOrderItem/0/serviceOrderItemRelationship/0', 'unknownItem'],
    ]);
    expect(rules(serviceItem(tie('2')), serviceItem({ id: '2', ...tie('1') }))).to.deep.equal([
      ['/serviceOrderItem/0', 'cyclicItems'],
    ]);
  });
});

describe('reading lines', () => {
  it('of a TMF622 v5 order, nested and related', () => {
    const site = { role: 'site', place: { id: 'pl1' } };
    const body = {
      billingAccount: { id: 'a1' },
      relatedParty: [{ role: 'customer' }],
      productOrderItem: [
        {
          id: '1',
          action: 'add',
          productOffering: { id: 'B' },
          productOrderItemRelationship: [{ id: '3', relationshipType: 'bundles' }],
          productOrderItem: [
            item(
              { id: '1.1', quantity: 2, billingAccount: { id: 'a2' } },
              { place: [site], productSpecification: { id: 'access' } },
            ),
          ],
        },
        {
          id: '3',
          action: 'delete',
          product: { id: 'p', productOffering: { id: 'V' } },
          productOrderItemRelationship: [{ id: '1', relationshipType: 'reliesOn' }],
        },
      ],
    };
    const relatedParty = [{ role: 'customer' }];
    expect(readLines(body)).to.deep.equal([
      {
        itemId: '1',
        action: 'add',
        quantity: 1,
        specification: { kind: 'product', id: '' },
        offering: 'B',
        characteristics: [],
        reliesOn: [],
        account: 'a1',
        relatedParty,
      },
      {
        itemId: '1.1',
        action: 'add',
        quantity: 2,
        specification: { kind: 'product', id: 'access' },
        offering: 'A',
        characteristics: [{ name: 'speed', value: 100 }],
        bundle: '1',
        reliesOn: [],
        account: 'a2',
        place: [site],
        relatedParty,
      },
      {
        itemId: '3',
        action: 'delete',
        quantity: 1,
        specification: { kind: 'product', id: '' },
        offering: 'V',
        characteristics: [],
        bundle: '1',
        reliesOn: ['1'],
        account: 'a1',
        relatedParty,
      },
    ]);
  });

  it('of a TMF641 v4 order', () => {
    const body = {
      serviceOrderItem: [
        {
          id: '1',
          action: 'modify',
          quantity: 3,
          service: {
            serviceSpecification: { id: 'vpn' },
            serviceCharacteristic: [
              { name: 'sites', value: 2 },
              { name: 'x', value: null },
            ],
          },
        },
      ],
    };
    expect(readServiceLines(body)).to.deep.equal([
      {
        itemId: '1',
        action: 'modify',
        quantity: 3,
        specification: { kind: 'service', id: 'vpn' },
        characteristics: [{ name: 'sites', value: 2 }],
        reliesOn: [],
      },
    ]);
  });

  it('of nonsense throws nothing', () => {
    for (const body of [{}, { productOrderItem: 'x' }, { productOrderItem: [null, 5, {}] }]) {
      expect(() => readLines(body)).not.to.throw();
    }
    expect(readLines({ productOrderItem: [{}] })).to.have.length(1);
  });
});
