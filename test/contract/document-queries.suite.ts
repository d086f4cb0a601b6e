import { expect } from 'chai';
import fc from 'fast-check';
import type { Context } from 'mocha';
import { v7 } from 'uuid';
import type { JsonObject } from '../../openapi/json.js';
import { createDocuments } from '../../src/documents/documents.js';
import type { Documents } from '../../src/documents/reader.js';
import type { Units } from '../../src/documents/unit.js';
import type { Query } from '../../src/tmf630/query.js';
import type { TestDatabase } from '../support/databases.js';
import { INDEXED, testUnits } from '../support/document-units.js';
import { evaluate } from '../support/query-evaluator.js';

const text = fc.constantFrom(
  ...['x', 'y', 'X', '', '12', '12.0', 'true', 'null', 'é', '😀', '%', "o'k", '$1', '{"a":1}'],
  ...['2026-05-01', '2026-05-01T00:00:00Z', '2026-05-01T02:00:00.000+02:00', '2026-05-01T00:00'],
  ...['2026-05-01T00:00:00.001Z', '2026-99-99', '2026-05', '2459000.5', 'now'],
);
const scalar = fc.oneof(
  text,
  fc.constantFrom(12, 12.5, 0, -1, 1e21, 0.1),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.constantFrom('a', 'b', '@type', 'x-y', "o'k", 'a b', 'ä', '$x', '*');
const { tree } = fc.letrec<{ tree: JsonObject[string]; object: JsonObject }>((tie) => ({
  object: fc.dictionary(name, tie('tree'), { maxKeys: 3 }),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    tie('object'),
    fc.array(fc.oneof(scalar, tie('object')), { maxLength: 3 }),
  ),
}));
const body = fc.record(
  {
    name: text,
    state: text,
    party: fc.array(fc.record({ id: text, role: text }), { maxLength: 3 }),
    item: fc.array(fc.record({ product: fc.record({ id: text }), quantity: scalar }), {
      maxLength: 3,
    }),
    a: tree,
    b: tree,
  },
  { requiredKeys: [] },
);
const path = fc.oneof(
  fc.constantFrom(['name'], ['state'], ['party', 'id'], ['item', 'product', 'id'], ['id']),
  fc.constantFrom(['party', 'role'], ['item', 'quantity'], ['party'], ['a', 'b'], ['a', 'a', 'b']),
  fc.array(name, { minLength: 1, maxLength: 3 }),
);
const query: fc.Arbitrary<Query> = fc.record({
  where: fc.array(
    fc.record({
      path,
      operator: fc.constant('eq' as const),
      values: fc.array(fc.oneof(text, fc.constantFrom('1.2e1', '1e21', 'false', '-1', '0.1')), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    { maxLength: 2 },
  ),
  sort: fc.array(fc.record({ path, descending: fc.boolean() }), { maxLength: 2 }),
  offset: fc.nat(6),
  limit: fc.integer({ min: 0, max: 8 }),
});

/** Lists say on both databases what they would say in memory. */
export function documentQueriesSuite(
  database: string,
  open: (context: Context) => Promise<TestDatabase>,
): void {
  describe(`queries of documents: ${database}`, () => {
    let test: TestDatabase;
    let units: Units;
    let documents: Documents;

    before(async function () {
      test = await open(this);
      units = testUnits(test.database);
      documents = createDocuments(test.database, { indexedPaths: () => INDEXED });
    });
    after(() => test?.remove());

    const store = (kind: string, bodies: readonly JsonObject[]): Promise<JsonObject[]> =>
      units.run('tester', async (unit) =>
        bodies.map((one) => unit.create({ kind, body: one }).body),
      );
    const list = async (kind: string, asked: Partial<Query>) => {
      const whole = { where: [], sort: [], offset: 0, limit: 100, ...asked };
      const { documents: found, total } = await documents.list(kind, whole);
      return { ids: found.map(({ id }) => id), total };
    };
    const where = (dotted: string, ...values: string[]) => ({
      where: [{ path: dotted.split('.'), operator: 'eq' as const, values }],
    });

    it('find, sort and page as in memory', async () => {
      const bodies = fc.array(body, { minLength: 1, maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(bodies, fc.array(query, { maxLength: 6 }), async (given, queries) => {
          const kind = `kind-${v7()}`;
          const stored = await store(kind, given as JsonObject[]);
          for (const asked of queries)
            expect(await list(kind, asked)).to.deep.equal(evaluate(stored, asked, INDEXED));
        }),
        { numRuns: 60, endOnFailure: false },
      );
    });

    it('find instants however they are written', async () => {
      const kind = `kind-${v7()}`;
      const stored = await store(kind, [
        { at: '2026-05-01T10:00:00Z' },
        { at: '2026-05-01T12:00:00.000+02:00' },
        { at: [{ on: '2026-05-01T10:00' }] },
        { at: '2026-05-01T10:00:00.001Z' },
        { at: '2026-05-99T10:00:00Z' },
      ]);
      const ids = stored.map((one) => String(one['id']));
      expect((await list(kind, where('at', '2026-05-01T10:00:00.000Z'))).ids).to.deep.equal(
        ids.slice(0, 2),
      );
      expect((await list(kind, where('at.on', '2026-05-01T11:00:00+01:00'))).ids).to.deep.equal([
        ids[2],
      ]);
      expect((await list(kind, where('at', '2026-05-99T10:00:00Z'))).ids).to.deep.equal([ids[4]]);
    });

    it('find nothing by names and values that no document can have', async () => {
      const kind = `kind-${v7()}`;
      await store(kind, [{ a: 'x' }]);
      for (const asked of [
        where('a', '\0'),
        where('a', '\ud800'),
        where('a"] == 1 || $["a', 'x'),
        where('a\\', 'x'),
        where('a', ...[]),
      ])
        expect(await list(kind, asked)).to.deep.equal({ ids: [], total: 0 });
      expect((await list(kind, where('a', 'x', '\0'))).total).to.equal(1);
    });

    it('count all of the filtered set on every page, and past its end', async () => {
      const kind = `kind-${v7()}`;
      const stored = await store(
        kind,
        Array.from({ length: 7 }, (_, n) => ({ a: n % 2 ? 'odd' : 'even' })),
      );
      const even = stored.filter((one) => one['a'] === 'even').map((one) => String(one['id']));
      const page = (offset: number, limit: number) =>
        list(kind, { ...where('a', 'even'), offset, limit });
      expect(await page(0, 2)).to.deep.equal({ ids: even.slice(0, 2), total: 4 });
      expect(await page(2, 2)).to.deep.equal({ ids: even.slice(2), total: 4 });
      expect(await page(3, 2)).to.deep.equal({ ids: even.slice(3), total: 4 });
      expect(await page(9, 2)).to.deep.equal({ ids: [], total: 4 });
      expect(await page(0, 0)).to.deep.equal({ ids: [], total: 4 });
    });

    it('follow a document through its changes', async () => {
      const kind = `kind-${v7()}`;
      const [stored] = await store(kind, [{ name: 'x', party: [{ id: 'p' }, { id: 'q' }] }]);
      const id = String(stored?.['id']);
      await units.run('tester', async (unit) => {
        const document = (await unit.get(kind, id))!;
        unit.change(document, { body: { name: 'y', party: [{ id: 'q' }] } }, { action: 'patch' });
      });
      expect((await list(kind, where('name', 'x'))).total).to.equal(0);
      expect((await list(kind, where('party.id', 'p'))).total).to.equal(0);
      expect((await list(kind, where('party.id', 'q'))).ids).to.deep.equal([id]);
    });
  });
}
