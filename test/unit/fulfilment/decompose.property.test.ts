import { expect } from 'chai';
import fc from 'fast-check';
import { decompose } from '../../../src/fulfilment/decompose.js';
import type {
  Catalog,
  DecompositionRule,
  OrderLine,
  Relation,
  Specification,
} from '../../../src/fulfilment/model.js';
import { plan } from '../../../src/fulfilment/plan.js';
import { findCircle } from '../../../src/fulfilment/graph.js';
import { catalogOf, mandatory, product, resource, service, targetOf } from './given.js';

const IDS = [
  'product:p0',
  'product:p1',
  'product:p2',
  'service:s0',
  'service:s1',
  'service:s2',
  'resource:r0',
  'resource:r1',
  'resource:gone',
];
const MAKERS = { product, service, resource };

const target = fc.constantFrom(...IDS);
const relation = fc.record({
  type: fc.constantFrom('bundles', 'realisedAs', 'requires', 'composedOf', 'excludes', 'odd'),
  target: target.map(targetOf),
  default: fc.integer({ min: 0, max: 3 }),
});

/** Catalogs of any shape, with circles and gaps. */
const specifications = fc
  .tuple(...IDS.slice(0, -1).map(() => fc.array(relation, { maxLength: 3 })))
  .chain((relations) =>
    fc.tuple(fc.constant(relations), fc.array(fc.boolean(), { minLength: 8, maxLength: 8 })),
  )
  .map(([relations, needs]) =>
    relations.map((ties: Relation[], at): Specification => {
      const { kind, id } = targetOf(IDS[at] ?? '');
      return MAKERS[kind](
        id,
        {},
        { relations: ties, values: needs[at] ? [mandatory('n')] : ['n'] },
      );
    }),
  );

const rules = fc.array(
  fc
    .record(
      {
        child: target.map((one) => targetOf(one).id),
        parent: target.map((one) => targetOf(one).id),
        scope: fc.constantFrom(
          'line' as const,
          'bundle' as const,
          'order' as const,
          'account' as const,
        ),
        quantity: fc.integer({ min: 0, max: 3 }),
        independent: fc.boolean(),
        exclude: fc.boolean(),
      },
      { requiredKeys: ['child'] },
    )
    .map((said, at = 0): DecompositionRule => ({ id: `rule${at}`, ...said })),
  { maxLength: 4 },
);

const ITEMS = ['1', '2', '3', '4', '5'];
const lines = fc
  .array(
    fc.record({
      target: fc.constantFrom('product:p0', 'product:p1', 'service:s0', 'product:gone'),
      action: fc.constantFrom(
        'add' as const,
        'modify' as const,
        'delete' as const,
        'noChange' as const,
      ),
      quantity: fc.integer({ min: 0, max: 3 }),
      reliesOn: fc.uniqueArray(fc.constantFrom(...ITEMS), { maxLength: 2 }),
      bundle: fc.option(fc.constantFrom(...ITEMS), { nil: undefined }),
      account: fc.constantFrom('A', 'B'),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((drafts) =>
    drafts.map(({ target: root, bundle, ...rest }, at): OrderLine => ({
      ...rest,
      itemId: ITEMS[at] ?? '',
      specification: targetOf(root),
      characteristics: [{ name: 'n', value: 1 }],
      ...(bundle !== undefined && { bundle }),
    })),
  );

const orders = fc.record({ lines, specifications, rules });
const SETTINGS = { maxNodes: 400 };
const RUNS = { numRuns: 300 };

const catalog = (order: { specifications: Specification[]; rules: DecompositionRule[] }): Catalog =>
  catalogOf(order.specifications, order.rules);

describe('decompose: whatever the catalog and the order say', () => {
  it('keys are unique, and every child has one parent, that comes before it', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { nodes } = decompose(order.lines, catalog(order), SETTINGS);
        const seen = new Set<string>();
        for (const node of nodes) {
          expect(seen).not.to.include(node.key);
          for (const parent of [node.parent, ...node.sharedBy]) {
            if (parent !== null) expect(seen).to.include(parent);
          }
          expect(new Set(node.sharedBy).size).to.equal(node.sharedBy.length);
          expect(node.sharedBy).not.to.include(node.parent);
          seen.add(node.key);
        }
        expect(nodes.length).to.be.at.most(SETTINGS.maxNodes);
      }),
      RUNS,
    );
  });

  it('what a node waits for is there, or has an obstacle; and nothing waits for itself', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const { nodes, obstacles } = decompose(order.lines, catalog(order), SETTINGS);
        const known = new Set([...nodes, ...obstacles].map(({ key }) => key));
        const after = new Map(nodes.map((node) => [node.key, node.after]));
        for (const node of nodes) node.after.forEach((key) => expect(known).to.include(key));
        expect(findCircle(after.keys(), (key) => after.get(key) ?? [])).to.equal(undefined);
      }),
      RUNS,
    );
  });

  it('gives the same for the same', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const one = decompose(order.lines, catalog(order), SETTINGS);
        expect(decompose(order.lines, catalog(order), SETTINGS)).to.deep.equal(one);
      }),
      { numRuns: 100 },
    );
  });

  it('is not touched by the order of the catalog, nor by entries that nothing leads to', () => {
    fc.assert(
      fc.property(orders, fc.nat(), (order, turn) => {
        const one = decompose(order.lines, catalog(order), SETTINGS);
        const at = turn % order.specifications.length;
        const turned = [
          product('unrelated', { requires: ['product:p0'] }),
          ...order.specifications.slice(at),
          ...order.specifications.slice(0, at),
        ];
        const other = catalogOf(turned, order.rules);
        expect(decompose(order.lines, other, SETTINGS)).to.deep.equal(one);
      }),
      { numRuns: 100 },
    );
  });

  it('gives a plan without circles, of every node that has work and no obstacle', () => {
    fc.assert(
      fc.property(orders, (order) => {
        const tree = decompose(order.lines, catalog(order), SETTINGS);
        const { orders: planned, obstacles } = plan(tree, [], { preset: true });
        expect(obstacles).to.deep.equal([]);
        const waits = new Map(planned.map((one) => [one.key, one.waitsFor]));
        expect(findCircle(waits.keys(), (key) => waits.get(key) ?? [])).to.equal(undefined);
        const blocked = new Set(tree.obstacles.map(({ key }) => key));
        const workable = tree.nodes.filter(
          (node) => node.kind !== 'product' && node.action !== 'noChange' && !blocked.has(node.key),
        );
        expect(planned.map(({ key }) => key)).to.deep.equal(workable.map(({ key }) => key));
        for (const one of planned) {
          for (const key of one.waitsFor) expect(waits.has(key) || blocked.has(key)).to.equal(true);
        }
      }),
      RUNS,
    );
  });
});
