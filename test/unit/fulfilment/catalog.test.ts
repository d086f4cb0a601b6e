import { expect } from 'chai';
import {
  readDecompositionRule,
  readOffering,
  readProductSpecification,
  readResourceSpecification,
  readServiceSpecification,
  references,
} from '../../../src/fulfilment/catalog.js';

describe('fulfilment: reading offerings (TMF620 v5)', () => {
  it('reads what decomposition needs, and the revision it is told', () => {
    const body = {
      '@type': 'ProductOffering',
      id: 'o1',
      name: 'Business Connect',
      version: '2.0',
      lifecycleStatus: 'Active',
      isSellable: false,
      productSpecification: { '@type': 'ProductSpecificationRef', id: 'p1' },
    };
    expect(readOffering(body, 4)).to.deep.equal({
      id: 'o1',
      name: 'Business Connect',
      version: '2.0',
      revision: 4,
      lifecycleStatus: 'Active',
      isSellable: false,
      specification: 'p1',
      bundled: [],
    });
  });

  const option = (lower?: number, usual?: number, upper?: number) => ({
    ...(lower !== undefined && { numberRelOfferLowerLimit: lower }),
    ...(usual !== undefined && { numberRelOfferDefault: usual }),
    ...(upper !== undefined && { numberRelOfferUpperLimit: upper }),
  });
  const BOUNDS: [given: object | undefined, read: object][] = [
    [undefined, { minimum: 1, default: 1, maximum: Infinity }],
    [option(0, 2, 5), { minimum: 0, default: 2, maximum: 5 }],
    [option(2), { minimum: 2, default: 2, maximum: Infinity }],
    [option(0), { minimum: 0, default: 0, maximum: Infinity }],
    [option(undefined, 0), { minimum: 0, default: 0, maximum: Infinity }],
  ];
  for (const [given, read] of BOUNDS) {
    it(`reads the bounds ${JSON.stringify(given) ?? 'that are not given'}`, () => {
      const part = { id: 'x', ...(given && { bundledProductOfferingOption: { ...given } }) };
      const { bundled } = readOffering({ id: 'o', bundledProductOffering: [part] }, 1);
      expect(bundled).to.deep.equal([{ id: 'x', ...read }]);
    });
  }

  it('takes members of groups as choices', () => {
    const group = {
      name: 'Channels',
      bundledProductOffering: [{ id: 'a', bundledProductOfferingOption: option(1, 1, 1) }],
      bundledGroupProductOffering: [{ bundledProductOffering: [{ id: 'b' }] }],
    };
    const { bundled } = readOffering({ id: 'o', bundledGroupProductOffering: [group] }, 1);
    expect(bundled.map((part) => [part.id, part.minimum, part.default])).to.deep.equal([
      ['a', 0, 0],
      ['b', 0, 0],
    ]);
  });

  it('reads what it narrows of its specification, and what it adds', () => {
    const { characteristics } = readOffering(
      {
        id: 'o',
        prodSpecCharValueUse: [
          { name: 'speed', productSpecCharacteristicValue: [{ value: 100, isDefault: true }] },
        ],
        productOfferingCharacteristic: [
          { name: 'promise', valueType: 'string', minCardinality: 1 },
        ],
      },
      1,
    );
    expect(characteristics).to.deep.equal([
      { name: 'speed', mandatory: false, allowed: [{ value: 100 }], defaultValue: 100 },
      { name: 'promise', valueType: 'string', mandatory: true, allowed: [] },
    ]);
  });

  it('makes the best of a body that says nothing', () => {
    expect(readOffering({}, 1)).to.deep.equal({
      id: '',
      name: '',
      revision: 1,
      lifecycleStatus: '',
      isSellable: true,
      bundled: [],
    });
  });
});

describe('fulfilment: reading specifications', () => {
  it('reads a product specification (TMF620 v5)', () => {
    const read = readProductSpecification(
      {
        id: 'p',
        name: 'Access',
        version: '1.1',
        '@type': 'FibreProduct',
        '@baseType': 'ProductSpecification',
        serviceSpecification: [{ id: 's', name: 'CFS' }],
        resourceSpecification: [{ id: 'r' }],
        bundledProductSpecification: [{ id: 'b' }],
        productSpecificationRelationship: [
          { id: 'q', relationshipType: 'requires' },
          { id: 'z', relationshipType: 'realisedAs', '@referredType': 'ServiceSpecification' },
          { relationshipType: 'requires', href: 'https://x/productSpecification/h/' },
          { relationshipType: 'requires' },
        ],
      },
      3,
    );
    expect(read).to.deep.include({
      kind: 'product',
      id: 'p',
      name: 'Access',
      version: '1.1',
      revision: 3,
      type: 'FibreProduct ProductSpecification',
    });
    expect(read.relations.map(({ type, target }) => [type, target.kind, target.id])).to.deep.equal([
      ['realisedAs', 'service', 's'],
      ['realisedAs', 'resource', 'r'],
      ['bundles', 'product', 'b'],
      ['requires', 'product', 'q'],
      ['realisedAs', 'service', 'z'],
      ['requires', 'product', 'h'],
    ]);
  });

  it('reads a service specification (TMF633 v4)', () => {
    const read = readServiceSpecification(
      {
        id: 's',
        name: 'VPN',
        '@type': 'CustomerFacingServiceSpecification',
        resourceSpecification: [{ id: 'r' }],
        serviceSpecRelationship: [{ id: 'rfs', relationshipType: 'realisedAs' }],
        entitySpecRelationship: [
          {
            id: 'e',
            relationshipType: 'requires',
            '@referredType': 'LogicalResourceSpecification',
          },
        ],
      },
      1,
    );
    expect(read.type).to.equal('CustomerFacingServiceSpecification');
    expect(references(read)).to.deep.equal([
      { kind: 'resource', id: 'r' },
      { kind: 'service', id: 'rfs' },
      { kind: 'resource', id: 'e' },
    ]);
  });

  it('reads a resource specification with its quantities (TMF634 v5)', () => {
    const read = readResourceSpecification(
      {
        id: 'rack',
        name: 'Rack',
        '@type': 'PhysicalResourceSpecification',
        '@baseType': 'ResourceSpecification',
        resourceSpecRelationship: [
          {
            id: 'card',
            relationshipType: 'requires',
            minimumQuantity: 1,
            defaultQuantity: 4,
            maximumQuantity: 16,
          },
        ],
      },
      1,
    );
    expect(read.type).to.equal('PhysicalResourceSpecification ResourceSpecification');
    expect(read.relations).to.deep.equal([
      {
        type: 'requires',
        target: { kind: 'resource', id: 'card' },
        minimum: 1,
        default: 4,
        maximum: 16,
      },
    ]);
  });

  it('reads characteristics, the same in all three', () => {
    const list = [
      { name: 'plain' },
      { name: 'must', minCardinality: 1, valueType: 'integer' },
      {
        name: 'choice',
        minCardinality: 1,
        characteristicValueSpecification: [
          { value: 'a', isDefault: true, valueType: 'string' },
          { value: 'b' },
          { valueFrom: 1, valueTo: 5, rangeInterval: 'closedBottom' },
          { regex: 'x+' },
          { unitOfMeasure: 'only' },
        ],
      },
      { name: 'free', extensible: true, characteristicValueSpecification: [{ value: 'a' }] },
      { name: 'pattern', regex: '[0-9]+' },
      { name: 'several', maxCardinality: 3 },
      { description: 'no name' },
    ];
    const expected = [
      { name: 'plain', mandatory: false, allowed: [] },
      { name: 'must', valueType: 'integer', mandatory: true, allowed: [] },
      {
        name: 'choice',
        valueType: 'string',
        mandatory: true,
        defaultValue: 'a',
        allowed: [{ value: 'a' }, { value: 'b' }, { from: 1, to: 5, open: 'to' }, { regex: 'x+' }],
      },
      { name: 'free', mandatory: false, allowed: [] },
      { name: 'pattern', mandatory: false, allowed: [{ regex: '[0-9]+' }] },
      { name: 'several', mandatory: false, many: true, allowed: [] },
    ];
    const read = [
      readProductSpecification({ productSpecCharacteristic: list }, 1),
      readServiceSpecification({ specCharacteristic: list }, 1),
      readResourceSpecification({ resourceSpecCharacteristic: list }, 1),
    ];
    read.forEach(({ characteristics }) => expect(characteristics).to.deep.equal(expected));
  });

  it('makes the best of bodies that say nothing, or nonsense', () => {
    const odd = { productSpecCharacteristic: 'x', serviceSpecification: [null, 3, {}], id: 7 };
    expect(readProductSpecification(odd, 1)).to.deep.equal({
      kind: 'product',
      id: '',
      name: '',
      version: '',
      revision: 1,
      type: 'ProductSpecification',
      characteristics: [],
      relations: [],
    });
  });
});

describe('fulfilment: reading decomposition rules', () => {
  it('keeps what a rule may say, and nothing else', () => {
    const said = {
      id: 'r1',
      child: 'port',
      parent: 'vpn',
      when: [{ characteristic: 'tech', equals: 'fibre' }],
      quantity: { characteristic: 'ports' },
      scope: 'order',
      independent: true,
    };
    const body = {
      ...said,
      href: '/decompositionRule/r1',
      '@type': 'DecompositionRule',
      exclude: null,
    };
    expect(readDecompositionRule(body)).to.deep.equal(said);
  });
});
