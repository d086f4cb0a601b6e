import { expect } from 'chai';
import type { JsonObject } from '../../../openapi/json.js';
import type { OpenApiDocument, Schema } from '../../../src/apis/openapi.js';
import type { Use } from '../../../src/http/contract/check-schemas.js';
import { createChecker } from '../../../src/http/contract/checker.js';
import { fillMissingTypes } from '../../../src/http/contract/missing-types.js';
import { checkView } from '../../../src/http/contract/view.js';
import { warmApis } from '../../../src/http/warm.js';
import { serveApi } from '../../../src/http/contract/served-api.js';
import { CONTRACTS } from '../../../openapi/contracts.js';
import { recordingLog } from '../../support/log.js';

const text = { type: 'string' };
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const choice = {
  oneOf: [ref('Dog'), ref('Cat')],
  discriminator: {
    propertyName: '@type',
    mapping: { Dog: '#/components/schemas/Dog', Cat: '#/components/schemas/Cat' },
  },
};
const animal = (own: object) => ({
  type: 'object',
  required: ['@type', ...Object.keys(own)],
  properties: { '@type': text, ...own },
});
const schemas: Record<string, object> = {
  Dog: animal({ bark: text }),
  Cat: animal({ lives: { type: 'integer' } }),
  Colour: { type: 'string', enum: ['red', 'blue'] },
  Place: {
    type: 'object',
    required: ['city'],
    properties: { city: text, at: { type: 'string', format: 'date-time' } },
  },
  House: {
    type: 'object',
    required: ['@type', 'name'],
    properties: {
      '@type': text,
      name: text,
      colour: ref('Colour'),
      size: { type: 'integer', default: 7 },
      pet: choice,
      place: ref('Place'),
      rooms: { type: 'array', minItems: 1, items: ref('House') },
    },
  },
};
const document: OpenApiDocument = {
  openapi: '3.0.3',
  paths: {},
  components: { schemas: schemas as Record<string, Schema> },
};

function checkOf(use: Use) {
  const view = () => checkView(document, [{ key: 'house', schema: ref('House'), use }]);
  const checker = createChecker(view);
  return async (body: unknown) =>
    (await checker.faults('house', { body })).map(({ pointer, rule }) => `${pointer} ${rule}`);
}

describe('http: checks by the contract', () => {
  const whole = checkOf({ name: 'whole' });
  const patch = checkOf({ name: 'patch' });
  const house = { '@type': 'House', name: 'a' };

  it('follows a choice by @type, and only the chosen class', async () => {
    expect(await whole({ ...house, pet: { '@type': 'Dog', bark: 'wow' } })).to.deep.equal([]);
    expect(await whole({ ...house, pet: { '@type': 'Cat', bark: 'wow' } })).to.deep.equal([
      '/pet/lives required',
    ]);
    expect(await whole({ ...house, pet: { '@type': 'MyDog' } })).to.deep.equal([]);
    expect(await whole({ ...house, pet: { bark: 'wow' } })).to.deep.equal(['/pet/@type required']);
  });

  it('finds every fault, however deep', async () => {
    const body = { name: 1, colour: 'green', rooms: [{ ...house, rooms: [] }, { place: {} }] };
    expect(await whole(body)).to.have.members([
      '/@type required',
      '/name type',
      '/colour enum',
      '/rooms/0/rooms minItems',
      '/rooms/1/@type required',
      '/rooms/1/name required',
      '/rooms/1/place/city required',
    ]);
  });

  it('takes null as a removal in a patch, and asks for nothing', async () => {
    const gone = {
      name: null,
      colour: null,
      size: null,
      pet: null,
      rooms: null,
      place: { city: null, at: null },
    };
    expect(await patch(gone)).to.deep.equal([]);
    expect(await patch({})).to.deep.equal([]);
    expect(await patch({ pet: { bark: 'wow' } })).to.deep.equal([]);
  });

  it('still checks what a patch sets; lists are whole', async () => {
    const body = {
      name: 1,
      colour: 'green',
      place: { at: 'soon' },
      rooms: [{}],
      pet: { '@type': 'Dog', bark: 2 },
    };
    expect(await patch(body)).to.have.members([
      '/name type',
      '/colour enum',
      '/place/at format',
      '/rooms/0/@type required',
      '/rooms/0/name required',
      '/pet/bark type',
    ]);
  });

  it('lets what the gateway sets be left out of the body itself, not deeper', async () => {
    const lax = checkOf({ name: 'lax', optional: new Set(['name']) });
    expect(await lax({ '@type': 'House', rooms: [{ '@type': 'House' }] })).to.deep.equal([
      '/rooms/0/name required',
    ]);
  });

  it('changes neither the body nor the document', async () => {
    const before = structuredClone(document);
    const body = { ...house };
    await whole(body);
    await patch(body);
    expect(body).to.deep.equal(house);
    expect(document).to.deep.equal(before);
  });

  it('fills in a @type that can only be one', () => {
    const body: JsonObject = { rooms: [{ pet: { bark: 'x' } }] };
    const fault = (pointer: string) => ({ pointer, message: '', rule: 'required' });
    const faults = [
      fault('/@type'),
      fault('/rooms/0/@type'),
      fault('/rooms/0/pet/@type'),
      fault('/name'),
    ];
    expect(fillMissingTypes(document, ref('House'), body, faults)).to.equal(true);
    expect(body).to.deep.equal({
      '@type': 'House',
      rooms: [{ '@type': 'House', pet: { bark: 'x' } }],
    });
    expect(fillMissingTypes(document, ref('House'), body, [fault('/rooms/0/pet/@type')])).to.equal(
      false,
    );
  });

  it('warms every API, and only logs a document that cannot be compiled', async () => {
    const { log, lines } = recordingLog();
    const sites = CONTRACTS.filter(({ number }) => number === 674);
    const [contract] = sites;
    if (!contract) throw new Error('TMF674 is not served');
    await warmApis(
      sites.map((one) => serveApi(one, { answers: false })),
      log,
    );
    expect(lines).to.deep.equal([]);
    const schema = { type: 'object', properties: { code: { type: 'string', pattern: '(' } } };
    const body = { content: { 'application/json': { schema } } } as object;
    const unusable = { openapi: '3.0.3', paths: { '/site': { post: { requestBody: body } } } };
    const operators = { file: 'sites.json', document: unusable };
    await warmApis([serveApi(contract, { operators, answers: false })], log);
    expect(lines.map(({ msg }) => msg)).to.deep.equal(['contract not usable']);
  });
});
