import { expect } from 'chai';
import fc from 'fast-check';
import { DIALECTS, dialectOf } from '../../../../mappings/dialects/index.js';
import type { JsonObject, JsonValue } from '../../../../openapi/json.js';
import { documentsOf } from '../../../support/schema-arbitrary.js';
import { sidesOf } from './contracts.js';
import { wishesFor } from './exceptions.js';

describe('paths of a dialect', () => {
  const moved: [number, string, string, string][] = [
    [622, 'productOrder', 'orderDate', 'creationDate'],
    [622, 'productOrder', 'state', 'state'],
    [622, 'productOrder', 'externalId', 'externalId.id'],
    [622, 'productOrder', 'relatedParty', 'relatedParty'],
    [622, 'productOrder', 'relatedParty.id', 'relatedParty.partyOrPartyRole.id'],
    [622, 'productOrder', 'relatedParty.0.name', 'relatedParty.0.partyOrPartyRole.name'],
    [622, 'productOrder', 'relatedParty.role', 'relatedParty.role'],
    [
      622,
      'productOrder',
      'productOrderItem.product.productRelationship.product.id',
      'productOrderItem.product.productRelationship.id',
    ],
    [622, 'productOrder', 'unknown.thing', 'unknown.thing'],
    [620, 'category', 'parentId', 'parent.id'],
    [621, 'troubleTicket', 'externalId', 'externalIdentifier.id'],
    [632, 'individual', 'contactMedium.characteristic.city', 'contactMedium.city'],
    [632, 'individual', 'contactMedium.characteristic', 'contactMedium'],
    [639, 'resource', 'place.name', 'place.place.name'],
    [666, 'partyAccount', 'lastModified', 'lastUpdate'],
    [637, 'nothing', 'name', 'name'],
  ];
  for (const [number, resource, path, expected] of moved) {
    it(`${number} ${resource}: ${path} is ${expected}`, () => {
      const dialect = dialectNumbered(number);
      expect(dialect.path(resource, path.split('.')).join('.')).to.equal(expected);
    });
  }

  it('says which canonical words a word stands for', () => {
    const words = (number: number, resource: string, path: string, word: string) =>
      dialectNumbered(number).words?.(resource, path.split('.'), word);
    const order = words(622, 'productOrder', 'state', 'inProgress');
    expect(order).to.have.members(['inProgress', 'inProgress.accepted']);
    expect(words(639, 'resource', 'operationalState', 'enable')).to.deep.equal(['enabled']);
    expect(words(620, 'catalog', '@type', 'Catalog')).to.deep.equal(['ProductCatalog']);
    expect(words(622, 'productOrder', 'category', 'B2B')).to.deep.equal(['B2B']);
  });
});

describe('every value that a view has is where its path says', function () {
  this.timeout(120_000);
  for (const dialect of DIALECTS) {
    for (const { resource, view } of sidesOf(dialect)) {
      it(`${dialect.api} ${dialect.version} ${resource}`, () => {
        const wishes = wishesFor(dialect.api, 'v4', view.schema);
        const lens = dialect.resources[resource]!;
        fc.assert(
          fc.property(documentsOf(view.document, view.schema, wishes), (written) => {
            const canonical = lens.put(written);
            for (const { path, value } of leavesOf(written)) {
              const word = (one: string) => dialect.words?.(resource, path, one) ?? [one];
              const meant = typeof value === 'string' ? word(value) : [value];
              const there = valuesAt(canonical, dialect.path(resource, path));
              expect(there, path.join('.')).to.include.oneOf(meant);
            }
          }),
          { numRuns: 50 },
        );
      });
    }
  }
});

interface Leaf {
  readonly path: readonly string[];
  readonly value: JsonValue;
}

/** What the canonical tells by the class, or may hold anything. */
const NOT_FOLLOWED = /^(@type|isRef|value|x-.*)$/;

function leavesOf(value: JsonValue, path: readonly string[] = []): Leaf[] {
  if (Array.isArray(value)) return value.flatMap((one) => leavesOf(one, path));
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value)
    .filter(([name]) => !NOT_FOLLOWED.test(name))
    .flatMap(([name, one]) => leavesOf(one ?? null, [...path, name]));
}

function valuesAt(value: JsonValue | undefined, [name, ...rest]: readonly string[]): JsonValue[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((one) => valuesAt(one, name === undefined ? [] : [name, ...rest]));
  }
  if (name === undefined) return [value];
  return typeof value === 'object' && value !== null
    ? valuesAt((value as JsonObject)[name], rest)
    : [];
}

function dialectNumbered(number: number) {
  const api = DIALECTS.find((one) => one.api.startsWith(`tmf${number}-`))?.api ?? '';
  return dialectOf(api, 'v4')!;
}
