import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import AjvDraft04 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { builtDocuments, nameOf, type Built } from './built.js';
import { RULES } from './rules.js';

const require = createRequire(import.meta.url);
/** The specification's own schema of OpenAPI 3.0 documents, as the request validator ships it. */
const OPENAPI_3_0 = 'express-openapi-validator/dist/framework/openapi.v3.schema.json';

describe('the built OpenAPI documents', function () {
  this.timeout(60_000);
  let built: Built[];
  before(() => {
    built = builtDocuments();
  });

  it('are valid OpenAPI 3.0', () => {
    const ajv = new AjvDraft04.default({ strict: false, allErrors: false });
    addFormats.default(ajv as never);
    const schema = JSON.parse(readFileSync(require.resolve(OPENAPI_3_0), 'utf8')) as object;
    const isValid = ajv.compile(schema);
    const faults = built.flatMap((one) =>
      isValid(one.document) ? [] : [`${nameOf(one)}: ${ajv.errorsText(isValid.errors)}`],
    );
    expect(faults).to.deep.equal([]);
  });

  for (const { name, broken } of RULES) {
    it(`each ${name}`, () => {
      expect(built.flatMap(broken)).to.deep.equal([]);
    });
  }
});
