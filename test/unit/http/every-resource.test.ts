import { expect } from 'chai';
import type { Express } from 'express';
import fc from 'fast-check';
import request from 'supertest';
import { DIALECTS } from '../../../mappings/dialects/index.js';
import { CONTRACTS } from '../../../openapi/contracts.js';
import type { JsonObject } from '../../../openapi/json.js';
import { jsonSchema, nameOf } from '../../../src/apis/openapi.js';
import { serveApi } from '../../../src/http/contract/served-api.js';
import { addressesOf } from '../../../src/apis/addresses.js';
import { memoryStore } from '../../support/memory-units.js';
import { httpOver } from '../../support/http-over.js';
import { recordingLog } from '../../support/log.js';
import { documentsOf } from '../../support/schema-arbitrary.js';
import type { SchemaDocument } from '../../support/schema-validator.js';

const TMF = CONTRACTS.filter(({ number }) => number !== null);
const APIS = TMF.map((contract) =>
  serveApi(contract, {
    dialect: DIALECTS.find(
      ({ api, version }) => api === contract.api && version === contract.version,
    ),
    answers: false,
  }),
);

/** Every collection that takes a POST, with its schema's name. */
const COLLECTIONS = APIS.flatMap((api) =>
  api.paths().flatMap(({ role, template, methods, resource }) => {
    const operation = api.document().paths[template]?.['post'];
    const schema = jsonSchema(api.document(), operation?.requestBody);
    if (role !== 'collection' || !methods.includes('POST') || !schema?.$ref || !resource) return [];
    return [{ api, template, resource, schema: nameOf(schema.$ref) }];
  }),
);

/** The one name that the gateway refuses whatever the contract says. */
const isTaken = (body: JsonObject) => !JSON.stringify(body).includes('__proto__');

/**
 * As published, TMF629 v5 lets a client create a customer whose party has no id, and promises one
 * in every answer.
 */
const ALWAYS: Readonly<Record<string, string>> = { PartyRef_FVO: 'id' };

function samplesOf({ api, schema }: Collection, count: number): JsonObject[] {
  const document = api.document() as unknown as SchemaDocument;
  const always = (name: string, attribute: string) => ALWAYS[name] === attribute;
  const bodies = documentsOf(document, schema, { depth: 2, always });
  return fc.sample(bodies.filter(isTaken), { seed: 7, numRuns: count });
}

/** The same resource in every version of its API. */
function sistersOf({ api, resource }: Collection): Collection[] {
  return COLLECTIONS.filter(
    (one) => one.api.contract.api === api.contract.api && one.resource.kind === resource.kind,
  );
}

type Collection = (typeof COLLECTIONS)[number];

describe('http: every resource of every contract', () => {
  const { log, lines } = recordingLog();
  let app: Express;
  let unchecked: Express;
  before(() => {
    const store = memoryStore(addressesOf(CONTRACTS));
    app = httpOver({ ...store, log }).app;
    // What one version lets a text hold another may not; that both can be read is what counts.
    unchecked = httpOver({ ...store, log, validateResponses: false }).app;
  });

  const failure = () =>
    (lines.findLast(({ level }) => level === 50)?.['err'] as Error | undefined)?.message;

  const created = async (path: string, body: object) => {
    const answer = await request(app).post(path).send(body);
    const why = () => JSON.stringify([answer.body, failure()]);
    if (answer.status !== 201) throw new Error(`POST ${path}: ${answer.status} ${why()}`);
    return answer.body as JsonObject & { id: string; href: string };
  };

  /** The collection's path, below a parent that is made for it where it needs one. */
  const collectionOf = async ({ api, template, resource }: Collection) => {
    if (!resource.parent) return api.contract.basePath + template;
    const outer = template.split('/{', 1)[0];
    const parents = COLLECTIONS.find((one) => one.api === api && one.template === outer);
    if (!parents) throw new Error(`nothing can be made at ${outer}`);
    const [body = {}] = samplesOf(parents, 1);
    const { id } = await created(api.contract.basePath + parents.template, body);
    return api.contract.basePath + template.replace(/\{\w+\}/, id);
  };

  /** A client may send back what it read, where the contract lets it send anything. */
  const sentBack = async ({ api, template }: Collection, made: JsonObject & { href: string }) => {
    const item = api
      .paths()
      .find((path) => path.role === 'item' && path.template.startsWith(`${template}/{`));
    if (!item?.methods.includes('PATCH')) return;
    const { status, body } = await request(app).patch(made.href).send(made);
    expect(status, JSON.stringify([body, failure()])).to.equal(200);
  };

  for (const collection of COLLECTIONS) {
    const { api, template, resource } = collection;
    const { basePath } = api.contract;
    it(`${basePath}${template} takes what its contract takes and answers what it promises`, async function () {
      this.timeout(60_000);
      const path = await collectionOf(collection);
      for (const { id: _id, ...body } of samplesOf(collection, 3)) {
        const made = await created(path, body);
        expect(made.href).to.equal(`${path}/${made.id}`);
        await sentBack(collection, made);
        for (const sister of resource.parent ? [] : sistersOf(collection)) {
          const read = request(sister.api === api ? app : unchecked);
          const at = `${sister.api.contract.basePath}${sister.template}/${made.id}`;
          const { status, body: answer } = await read.get(at);
          expect(status, JSON.stringify([answer, failure()])).to.equal(200);
        }
      }
    });
  }
});
