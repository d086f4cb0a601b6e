import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { httpOver } from '../../support/http-over.js';

const BASE = '/tmf-api/geographicSiteManagement/v4';
const SITES = `${BASE}/geographicSite`;

/** An operator's own profile: a site must have a code of four letters. */
const profile = (url: string, change: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Sites', version: '4' },
  servers: [{ url }],
  paths: {
    '/geographicSite': {
      get: answering({ type: 'array', items: { $ref: '#/components/schemas/Site' } }),
      post: {
        ...answering({ $ref: '#/components/schemas/Site' }, '201'),
        requestBody: { content: json({ $ref: '#/components/schemas/Site' }) },
      },
    },
  },
  components: {
    schemas: {
      Site: {
        type: 'object',
        required: ['code', 'id'],
        example: { code: 'OSLO' },
        properties: {
          id: { type: 'string', readOnly: true },
          code: { type: 'string', pattern: '^[A-Z]{4}$' },
          owner: { $ref: '#/components/schemas/Owner', nullable: true },
        },
      },
      Owner: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    },
  },
  ...change,
});
const json = (schema: object) => ({ 'application/json': { schema } });
const answering = (schema: object, status = '200') => ({
  responses: { [status]: { description: 'it', content: json(schema) } },
});

const SWAGGER = {
  swagger: '2.0',
  info: { title: 'Sites', version: '4' },
  basePath: `${BASE}/`,
  consumes: ['application/json;charset=utf-8'],
  paths: {
    '/geographicSite': {
      get: {
        parameters: [{ name: 'fields', in: 'query', type: 'string' }],
        responses: {
          200: {
            description: 'all',
            schema: { type: 'array', items: { $ref: '#/definitions/Site' } },
          },
        },
      },
      post: {
        parameters: [
          {
            name: 'site',
            in: 'body',
            required: true,
            schema: { $ref: '#/definitions/Site_Create' },
          },
        ],
        responses: { 201: { description: 'one', schema: { $ref: '#/definitions/Site' } } },
      },
    },
  },
  definitions: {
    Site: { type: 'object', properties: { id: { type: 'string' }, code: { type: 'string' } } },
    Site_Create: {
      type: 'object',
      required: ['code', 'id'],
      properties: { code: { type: 'string', example: 'x' } },
    },
  },
};

describe('http: an operator’s own documents', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'turnup-openapi-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = (name: string, content: unknown) =>
    writeFile(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  const served = () => request(httpOver({ openapiDir: folder }).app);
  const startError = (): string => {
    try {
      httpOver({ openapiDir: folder });
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('it started');
  };

  it('replaces the built one with the same base path: what it demands, and what is served as the contract', async () => {
    await put('sites.json', profile(`https://operator.example.org${BASE}/`));
    await put('notes.txt', 'not a document');
    const { body } = await served().post(SITES).send({ code: 'oslo' }).expect(400);
    expect((body as { details: { pointer: string }[] }).details[0]?.pointer).to.equal('/code');
    const made = await served()
      .post(SITES)
      .send({ id: 'x', code: 'OSLO', owner: null })
      .expect(201);
    expect((made.body as { id: string }).id).to.not.equal('x');
    await served().post(SITES).send({ code: 'OSLO', owner: {} }).expect(400);
    await served().get(`${SITES}/1`).expect(404);
    const contract = await served().get(`${BASE}/openapi.json`).expect(200);
    expect((contract.body as { info: { title: string } }).info.title).to.equal('Sites');
  });

  it('may be YAML', async () => {
    const { openapi, info, servers, paths, components } = profile(BASE);
    const text = [
      `openapi: "${openapi}"`,
      ...Object.entries({ info, servers, paths, components }).map(
        ([name, value]) => `${name}: ${JSON.stringify(value)}`,
      ),
    ];
    await put('sites.yaml', text.join('\n'));
    await served().post(SITES).send({ code: 'oslo' }).expect(400);
  });

  it('may be Swagger 2.0, and then nothing is demanded that it does not define', async () => {
    await put('sites.json', SWAGGER);
    await served().post(SITES).send({}).expect(400);
    await served().post(SITES).send({ code: 'OSLO' }).expect(201);
    await served().get(SITES).expect(200);
    const { body } = await served().get(`${BASE}/openapi.json`).expect(200);
    expect((body as { openapi: string }).openapi).to.equal('3.0.3');
  });

  const broken: [what: string, name: string, content: unknown, complaint: RegExp][] = [
    [
      'JSON that is none',
      'a.json',
      '{\n "openapi": "3.0.0",\n "paths": {\n',
      /a\.json: line \d+, column \d+: /,
    ],
    ['YAML that is none', 'a.yaml', 'openapi: 3.0.0\npaths: [}\n', /a\.yaml: line 2, column \d+: /],
    ['no object', 'a.json', '[]', /holds no object/],
    [
      'another version of OpenAPI',
      'a.json',
      profile(BASE, { openapi: '3.1.0' }),
      /\/openapi must be 3\.0\.x/,
    ],
    ['no paths', 'a.json', profile(BASE, { paths: undefined }), /\/paths must be an object/],
    [
      'a reference to nothing',
      'a.json',
      profile(BASE, { components: {} }),
      /a\.json: .*\$ref there is no #\/components\/schemas\/Site/,
    ],
    [
      'a schema that is wrong',
      'a.json',
      profile(BASE, {
        components: {
          schemas: {
            Site: { type: 'text', required: 'x', enum: 1, properties: { code: { pattern: '(' } } },
          },
        },
      }),
      /\/components\/schemas\/Site\/type must be .*Site\/required must be .*Site\/enum must be .*Site\/properties\/code\/pattern must be/,
    ],
    [
      'a base path that is not served',
      'a.json',
      profile('https://x.example.org/other/v4'),
      /"\/other\/v4", which is not served: .*\/tmf-api\/party\/v4/,
    ],
    [
      'no base path',
      'a.json',
      profile('https://x.example.org'),
      /has the base path "", which is not served/,
    ],
  ];
  for (const [what, name, content, complaint] of broken) {
    it(`stops the start for ${what}, naming file, place and reason`, async () => {
      await put(name, content);
      expect(startError()).to.match(complaint).and.contain(join(folder, name));
    });
  }

  it('tells everything that is wrong at once', async () => {
    await put('a.json', '{');
    await put('b.json', profile(BASE));
    await put('c.json', profile(BASE));
    const message = startError();
    expect(message)
      .to.contain('a.json')
      .and.match(/c\.json: replaces .* and so does .*b\.json/);
  });

  it('stops the start when the folder is not there', async () => {
    expect(() => httpOver({ openapiDir: join(folder, 'none') })).to.throw(/none/);
  });
});
