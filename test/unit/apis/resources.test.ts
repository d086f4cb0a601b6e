import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { DIALECTS } from '../../../mappings/dialects/index.js';
import { CONTRACTS } from '../../../openapi/contracts.js';
import { addressesOf } from '../../../src/apis/addresses.js';
import type { OpenApiDocument } from '../../../src/apis/openapi.js';
import { resourcesOf, servedPaths } from '../../../src/apis/resources.js';

const TMF = CONTRACTS.filter(({ number }) => number !== null).map((contract) => {
  const document = JSON.parse(readFileSync(contract.file, 'utf8')) as OpenApiDocument;
  const dialect = DIALECTS.find(
    ({ api, version }) => api === contract.api && version === contract.version,
  );
  return { contract, document, paths: servedPaths(contract.number ?? 0, document, dialect?.names) };
});

describe('apis: resources, from the contracts’ paths', () => {
  it('reads collections, items, parts, hubs and listeners', () => {
    const paths = [
      '/order',
      '/order/{id}',
      '/order/{orderId}/item/{id}',
      '/hub',
      '/hub/{id}',
      '/listener/x',
    ];
    const document = {
      openapi: '3.0.0',
      paths: Object.fromEntries(paths.map((path) => [path, { get: {} }])),
    };
    const served = servedPaths(999, document);
    expect(served.map(({ role }) => role)).to.deep.equal([
      'collection',
      'item',
      'item',
      'hub',
      'hub',
      'listener',
    ]);
    expect(served[2]?.resource).to.deep.equal({
      name: 'item',
      canonical: 'item',
      kind: 'item',
      collection: '/order/{orderId}/item',
      parent: { kind: 'order', parameter: 'orderId' },
    });
    expect(served[0]?.methods).to.deep.equal(['GET', 'HEAD']);
  });

  it('gives no two APIs documents of one kind', () => {
    const owners = new Map<string, number>();
    for (const { contract, paths } of TMF) {
      for (const { kind } of resourcesOf(paths)) {
        const owner = owners.get(kind) ?? contract.number;
        expect(owner, kind).to.equal(contract.number);
        owners.set(kind, contract.number ?? 0);
      }
    }
    expect([...owners.keys()]).to.include.members([
      'importJob620',
      'importJob633',
      'productCatalog',
    ]);
    expect([...owners.keys()]).to.not.include('catalog');
  });

  it('knows what to do with every path of every contract', () => {
    for (const { contract, paths } of TMF) {
      const unknown = paths.filter(({ role }) => role === 'other').map(({ template }) => template);
      expect(unknown, contract.api).to.deep.equal([]);
      const verbs = {
        collection: ['GET', 'HEAD', 'POST'],
        item: ['GET', 'HEAD', 'PATCH', 'DELETE'],
      };
      for (const { role, methods, template } of paths) {
        if (role !== 'collection' && role !== 'item') continue;
        expect(verbs[role], `${contract.api} ${template}`).to.include.members([...methods]);
      }
    }
  });

  it('gives every kind an href of the newest version', () => {
    const addressOf = addressesOf(CONTRACTS);
    const rows: [href: string, expected: string][] = [
      [addressOf('productOrder', '1'), '/tmf-api/productOrderingManagement/v5/productOrder/1'],
      [addressOf('serviceOrder', 'a b'), '/tmf-api/serviceOrdering/v4/serviceOrder/a%20b'],
      [addressOf('importJob634', '1'), '/tmf-api/resourceCatalog/v5/importJob/1'],
      [
        addressOf('taskFlow', '2', '1'),
        '/tmf-api/processFlowManagement/v4/processFlow/1/taskFlow/2',
      ],
      [addressOf('journeyNote', '1'), '/journeyNote/1'],
    ];
    for (const [href, expected] of rows) expect(href).to.equal(expected);
  });
});
