import { expect } from 'chai';
import fc from 'fast-check';
import { POSTGRES, SQLITE } from '../../../src/db/dialect.js';
import { compilePage, compileTotal, type Asked } from '../../../src/db/query-compiler.js';

/** A text that would be noticed anywhere in a statement. */
const marked = fc.string().map((text) => `${text}MARK'"]$--${text}`);
const path = fc.array(
  fc.oneof(
    marked,
    fc.string().map((text) => `MARK${text}`),
  ),
  {
    minLength: 1,
    maxLength: 3,
  },
);
const asked: fc.Arbitrary<Asked> = fc.record({
  kind: marked,
  indexed: path.map((names) => [names.join('.')]),
  query: fc.record({
    where: fc.array(
      fc.record({
        path,
        operator: fc.constant('eq' as const),
        values: fc.array(fc.oneof(marked, fc.constant('12'), fc.constant('2026-01-01')), {
          minLength: 1,
        }),
      }),
    ),
    sort: fc.array(fc.record({ path, descending: fc.boolean() })),
    offset: fc.nat(),
    limit: fc.nat(),
  }),
});

for (const dialect of [POSTGRES, SQLITE])
  describe(`a compiled query: ${dialect.name}`, () => {
    it('holds nothing of what the caller wrote, and binds exactly what it marks', () => {
      fc.assert(
        fc.property(asked, (query) => {
          for (const { sql, values } of [
            compilePage(dialect, 'd.id', query),
            compileTotal(dialect, query),
          ]) {
            expect(sql).to.not.include('MARK');
            const marks = new Set([...sql.matchAll(/\$(\d+)/g)].map(([, mark]) => Number(mark)));
            expect([...marks].sort((a, b) => a - b)).to.deep.equal(values.map((_, at) => at + 1));
          }
        }),
      );
    });

    it('uses the index for what is indexed, and the columns for the id', () => {
      const query = (names: string[]) => ({
        kind: 'thing',
        indexed: ['party.id'],
        query: {
          where: [{ path: names, operator: 'eq' as const, values: ['x'] }],
          ...{ sort: [], offset: 0, limit: 1 },
        },
      });
      expect(compileTotal(dialect, query(['party', 'id'])).sql).to.include('FROM attribute');
      expect(compileTotal(dialect, query(['party.id'])).sql).to.not.include('FROM attribute');
      expect(compileTotal(dialect, query(['id'])).sql).to.not.include('body');
    });
  });
