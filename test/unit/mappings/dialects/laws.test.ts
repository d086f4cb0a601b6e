import { expect } from 'chai';
import fc from 'fast-check';
import { DIALECTS } from '../../../../mappings/dialects/index.js';
import { documentsOf } from '../../../support/schema-arbitrary.js';
import { validatorsOf } from '../../../support/schema-validator.js';
import { sidesOf } from './contracts.js';
import { differences } from './differences.js';
import { isDemanded, wishesFor } from './exceptions.js';

const RUNS = { numRuns: 200 };

for (const dialect of DIALECTS) {
  for (const { resource, view, canonical } of sidesOf(dialect)) {
    describe(`${dialect.api} ${dialect.version} ${resource}`, function () {
      this.timeout(120_000);
      const lens = dialect.resources[resource]!;
      const isValidView = validatorsOf(view.document)(view.schema);
      const isValidCanonical = validatorsOf(canonical.document)(canonical.schema);
      const views = documentsOf(
        view.document,
        view.schema,
        wishesFor(dialect.api, 'v4', view.schema),
      );
      const canonicals = documentsOf(
        canonical.document,
        canonical.schema,
        wishesFor(dialect.api, 'v5', canonical.schema),
      );

      it('reads what it wrote, whatever was there before', () => {
        fc.assert(
          fc.property(views, fc.option(canonicals, { nil: undefined }), (written, former) => {
            expectRead(written, lens.get(lens.put(written, former)));
          }),
          RUNS,
        );
      });

      it('reads what it wrote over parts of what it had read', () => {
        fc.assert(
          fc.property(views, canonicals, (written, former) => {
            const edited = { ...lens.get(former), ...written };
            expectRead(edited, lens.get(lens.put(edited, former)));
          }),
          RUNS,
        );
      });

      it('changes nothing by writing what it read', () => {
        fc.assert(
          fc.property(canonicals, (former) => {
            expect(lens.put(lens.get(former), former)).to.deep.equal(former);
          }),
          RUNS,
        );
      });

      it('writes what is valid in v5', () => {
        fc.assert(
          fc.property(views, (written) => {
            expect(isValidView(written)).to.equal('');
            expect(isValidCanonical(lens.put(written))).to.equal('');
          }),
          RUNS,
        );
      });

      it('reads what is valid in its own version', () => {
        fc.assert(
          fc.property(canonicals, (former) => {
            expect(isValidCanonical(former)).to.equal('');
            expect(isValidView(lens.get(former))).to.equal('');
          }),
          RUNS,
        );
      });
    });
  }
}

/** The same, but for what the newer version demanded. */
function expectRead(written: Parameters<typeof differences>[0], read: typeof written) {
  const found = differences(written, read).filter((difference) => !isDemanded(difference));
  expect(found).to.deep.equal([]);
}
