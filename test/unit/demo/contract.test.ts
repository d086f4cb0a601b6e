import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { Contract } from '../../../openapi/contract.js';
import { CONTRACTS } from '../../../openapi/contracts.js';
import type { JsonObject } from '../../../openapi/json.js';
import { resolve } from '../../../src/demo/catalog/entry.js';
import { CATALOG } from '../../../src/demo/catalog/index.js';
import { orderOf } from '../../../src/demo/order.js';
import { PATHS } from '../../../src/demo/paths.js';

interface ApiDocument {
  paths: Record<string, { post?: { requestBody: { content: Record<string, unknown> } } }>;
}

const posted = (key: string) => ({ id: `id-of-${key}`, name: key, type: 'Thing' });
const documents = new Map<string, ApiDocument>();
const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('base64', true);

/**
 * The API of a path: the one with the longest base path that fits, for Turnup's own is at the root.
 */
const contractOf = (path: string): Contract | undefined =>
  CONTRACTS.filter(({ basePath }) => path.startsWith(`${basePath}/`)).sort(
    (a, b) => b.basePath.length - a.basePath.length,
  )[0];

/**
 * Faults of a body against the request body of `POST path`, as the gateway's own documents have it.
 */
function faultsOf(path: string, body: JsonObject): string[] {
  const contract = contractOf(path);
  if (!contract) return [`no API has ${path}`];
  const { file, basePath } = contract;
  if (!documents.has(file)) {
    const document = JSON.parse(readFileSync(file, 'utf8')) as ApiDocument;
    documents.set(file, document);
    ajv.addSchema(document, file);
  }
  const operation = documents.get(file)?.paths[path.slice(basePath.length)]?.post;
  if (!operation) return [`no POST ${path}`];
  const pointer = `/paths/${path.slice(basePath.length).replaceAll('/', '~1')}/post/requestBody`;
  const type = Object.keys(operation.requestBody.content)[0]?.replaceAll('/', '~1');
  const validate = ajv.compile({
    $ref: `${file}#${pointer}/content/${encodeURIComponent(type ?? '')}/schema`,
  });
  validate(body);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('demo/catalog against the API documents', () => {
  it('every entry is what its POST takes', () => {
    for (const { key, path, body } of CATALOG) {
      expect(faultsOf(path, resolve(body, posted)), key).to.deep.equal([]);
    }
  });

  it('the order is what POST productOrder takes', () => {
    const loaded = new Map(CATALOG.map(({ key }) => [key, posted(key)]));
    const order = orderOf(loaded, 'demo-1');
    expect(faultsOf(`${PATHS.productOrdering}/productOrder`, order)).to.deep.equal([]);
  });

  it('finds a fault where there is one', () => {
    expect(faultsOf(`${PATHS.productOrdering}/productOrder`, {})).to.deep.equal([
      " must have required property 'productOrderItem'",
    ]);
  });
});
