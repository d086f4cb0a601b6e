import { expect } from 'chai';
import fc from 'fast-check';
import type { Express } from 'express';
import request from 'supertest';
import { httpOver } from '../../support/http-over.js';
import { recordingLog } from '../../support/log.js';

const ORDERS = '/tmf-api/productOrderingManagement/v4/productOrder';
const ORDERS_V5 = '/tmf-api/productOrderingManagement/v5/productOrder';
const item = { id: '1', action: 'add', productOffering: { id: '7' } };

interface ErrorAnswer {
  code: string;
  message: string;
  details: { pointer: string; message: string }[];
}

describe('http: what is wrong with a request is said, all of it', () => {
  let app: Express;
  before(() => {
    app = httpOver().app;
  });
  const post = (path = ORDERS) => request(app).post(path);
  const pointers = (body: unknown) => (body as ErrorAnswer).details.map(({ pointer }) => pointer);

  it('answers every refusal in the TMF error body', async () => {
    const { body, headers } = await post().send({}).expect(400);
    expect(body).to.deep.equal({
      code: 'contractViolation',
      reason: 'The request does not meet the API document',
      message: '/productOrderItem is mandatory',
      status: '400',
      '@type': 'Error',
      details: [
        {
          pointer: '/productOrderItem',
          message: '/productOrderItem is mandatory',
          rule: 'required',
        },
      ],
      retryable: false,
    });
    expect(headers['content-type']).to.match(/^application\/json/);
  });

  it('names several faults at once', async () => {
    const bad = {
      description: 3,
      requestedStartDate: 'tomorrow',
      productOrderItem: [item, { id: 2, action: 'destroy' }, 'x'],
      note: {},
    };
    const { body } = await post().send(bad).expect(400);
    expect(pointers(body)).to.have.members([
      '/description',
      '/requestedStartDate',
      '/productOrderItem/1/id',
      '/productOrderItem/1/action',
      '/productOrderItem/2',
      '/note',
    ]);
  });

  it('names the faults of a choice by @type once, and not the choice', async () => {
    const product = {
      '@type': 'Product',
      name: 3,
      productCharacteristic: [{ '@type': 'StringCharacteristic', value: 1 }],
    };
    const order = { productOrderItem: [{ id: '1', action: 'add', product }] };
    const { body } = await post(ORDERS_V5).send(order).expect(400);
    const at = '/productOrderItem/0/product';
    expect(pointers(body)).to.include(`${at}/name`);
    expect(pointers(body)).to.not.include(at);
    expect(new Set(pointers(body)).size).to.equal(pointers(body).length);
  });

  const malformed: [text: string, place: string][] = [
    ['{"a": 1,\n "b": x}', 'line 2, column 7: expected a value'],
    ['{"a" 1}', 'line 1, column 6: expected ":"'],
    ['{"a": [1, 2}', 'line 1, column 12: expected "," or "]"'],
    ['{"a": 1', 'line 1, column 8: expected "," or "}"'],
    ['{"a": 1} {', 'line 1, column 10: expected the end'],
    ["{'a': 1}", 'line 1, column 2: expected a name or "}"'],
    ['{"a": "\n"}', 'line 1, column 7: expected a value'],
  ];
  for (const [text, place] of malformed) {
    it(`names the place in ${JSON.stringify(text)}`, async () => {
      const { body } = await post().type('json').send(text).expect(400);
      expect(body).to.include({ code: 'malformedBody', message: place });
    });
  }

  for (const text of ['[]', '"x"', '7', 'null', 'true']) {
    it(`refuses ${text} as a body`, async () => {
      const { body } = await post().type('json').send(text).expect(400);
      expect(body).to.include({ code: 'contractViolation', message: 'the body must be an object' });
    });
  }

  it('refuses a body of 10 MB', async () => {
    const { body } = await post()
      .send({ description: 'x'.repeat(10_000_000) })
      .expect(413);
    expect(body).to.include({ code: 'bodyTooLarge' });
  });

  it('refuses a body that is large only when it is decompressed', async () => {
    const { gzipSync } = await import('node:zlib');
    const bomb = gzipSync(JSON.stringify({ description: 'x'.repeat(10_000_000) }));
    const send = post().type('json').set('content-encoding', 'gzip');
    await send
      .serialize((body: unknown) => body as string)
      .send(bomb)
      .expect(413);
    const broken = post().type('json').set('content-encoding', 'gzip');
    await broken.send('no gzip').expect(400);
  });

  it('refuses a body nested 100 levels deep, and takes 60', async () => {
    const nested = (levels: number) =>
      `{"productOrderItem":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    const { body } = await post().type('json').send(nested(100)).expect(400);
    expect(body).to.include({ code: 'malformedBody' });
    const { body: shallow } = await post().type('json').send(nested(60)).expect(400);
    expect(shallow).to.include({ code: 'contractViolation' });
  });

  it('refuses an attribute called __proto__', async () => {
    const text = `{"productOrderItem":[],"x":{"__proto__":{"polluted":1}}}`;
    const { body } = await post().type('json').send(text).expect(400);
    expect(body).to.include({ code: 'malformedBody' });
    expect({}).to.not.have.property('polluted');
  });

  it('tells the first fault only of a body with very many values', async () => {
    const { body } = await post()
      .send({ productOrderItem: Array(30_000).fill({}) })
      .expect(400);
    expect(body).to.include({ code: 'contractViolation' });
    expect((body as ErrorAnswer).details.length).to.be.lessThan(5);
  });

  it('caps the faults that it names', async () => {
    const { body } = await post()
      .send({ productOrderItem: Array(3_000).fill({}) })
      .expect(400);
    expect((body as ErrorAnswer).details).to.have.length(101);
    expect((body as ErrorAnswer).details.at(-1)?.message).to.match(/^and \d+ more faults$/);
  });

  it('answers 404 for paths and ids that are not there', async () => {
    for (const path of [
      '/nothing',
      '/tmf-api',
      `${ORDERS}/1`,
      `${ORDERS}/1/2`,
      `${ORDERS}s`,
      `${ORDERS}/%E0%A4`,
    ]) {
      const { body } = await request(app).get(path).expect(404);
      expect(body).to.include({ code: 'notFound' });
    }
    await post('/tmf-api/productOrderingManagement/v4/listener/productOrderCreateEvent')
      .send({})
      .expect(404);
  });

  it('answers 405 with Allow', async () => {
    const { headers } = await request(app).put(`${ORDERS}/1`).send({}).expect(405);
    expect(headers['allow']).to.equal('GET, PATCH, DELETE, HEAD');
    await request(app).delete(ORDERS).expect(405).expect('Allow', 'GET, POST, HEAD');
    await request(app).options(ORDERS).expect(204).expect('Allow', 'GET, POST, HEAD');
  });

  it('answers 415 and says what it takes', async () => {
    await post().type('text/plain').send('x').expect(415).expect('Accept', 'application/json');
    await post().type('form').send('a=b').expect(415);
    await request(app)
      .patch(`${ORDERS}/1`)
      .type('application/json-patch+json')
      .send('[]')
      .expect(415)
      .expect('Accept-Patch', 'application/merge-patch+json, application/json');
    await post().set('content-type', 'application/json; charset=klingon').send('{}').expect(415);
  });

  it('takes JSON with a charset, and without any type', async () => {
    await post().set('content-type', 'application/json; charset=UTF-8').send('{}').expect(400);
    const utf16 = Buffer.from(JSON.stringify({ productOrderItem: [item] }), 'utf16le');
    await post()
      .set('content-type', 'application/json;charset=utf-16le')
      .serialize((body: unknown) => body as string)
      .send(utf16)
      .expect(201);
  });

  it('answers 406 when the client takes no JSON', async () => {
    const { body } = await request(app).get(ORDERS).set('accept', 'application/xml').expect(406);
    expect(body).to.include({ code: 'notAcceptable' });
    for (const accept of [
      'application/*',
      'text/html, */*;q=0.1',
      'application/json;charset=utf-8',
    ]) {
      await request(app).get(ORDERS).set('accept', accept).expect(200);
    }
  });

  it('answers 409 for an id that is taken', async () => {
    const category = { id: 'broadband', name: 'Broadband', '@type': 'Category' };
    const path = '/tmf-api/productCatalogManagement/v5/category';
    const { body } = await post(path).send(category).expect(201);
    expect(body).to.include({ id: 'broadband', href: `${path}/broadband` });
    const { body: again } = await post(path).send(category).expect(409);
    expect(again).to.include({ code: 'duplicate' });
    const { body: odd } = await post(path)
      .send({ ...category, id: 'a/b' })
      .expect(400);
    expect(pointers(odd)).to.deep.equal(['/id']);
  });

  it('serves a dangling ?, a trailing slash and sloppy fields', async () => {
    await request(app).get(`${ORDERS}?`).expect(200);
    await request(app).get(`${ORDERS}/?`).expect(200);
    await request(app).get(`${ORDERS}/`).expect(200);
    await request(app).get(`${ORDERS}?fields=%20id,%0A%20state&`).expect(200);
    await post(`${ORDERS}/`)
      .send({ productOrderItem: [item] })
      .expect(201);
  });

  it('answers what it did not expect with the id that its log has, and never a stack', async () => {
    const { log, lines } = recordingLog();
    const broken = httpOver({
      log,
      behaviours: [
        {
          kind: 'productOrder',
          create: () => Promise.reject(new TypeError('secret detail')),
        },
      ],
    }).app;
    const { body, headers } = await request(broken)
      .post(ORDERS)
      .set('x-request-id', 'call-7')
      .send({ productOrderItem: [item] })
      .expect(500);
    expect(headers['x-request-id']).to.equal('call-7');
    expect(body).to.include({ code: 'internal', retryable: true });
    expect((body as ErrorAnswer).message)
      .to.contain('call-7')
      .and.not.contain('secret');
    expect(JSON.stringify(body)).to.not.contain('stack');
    const line = lines.find(({ msg }) => msg === 'request failed');
    expect(line).to.include({ requestId: 'call-7' });
  });

  it('is starting until it is ready', async () => {
    const { app: starting } = httpOver({ ready: () => false });
    const { body, headers } = await request(starting).get(ORDERS).expect(503);
    expect(body).to.include({ code: 'starting', retryable: true });
    expect(headers).to.have.property('retry-after');
    await request(starting).get('/tmf-api/productOrderingManagement/v4/openapi.json').expect(200);
  });

  it('never answers 500, whatever the body', async () => {
    const bodies = fc.oneof(
      fc.jsonValue(),
      fc.record({ productOrderItem: fc.array(fc.dictionary(fc.string(), fc.jsonValue())) }),
      fc.dictionary(fc.constantFrom('state', 'note', 'externalId', '@type', 'id'), fc.jsonValue()),
    );
    await fc.assert(
      fc.asyncProperty(bodies, fc.constantFrom(ORDERS, ORDERS_V5), async (body, path) => {
        const { status } = await post(path).type('json').send(JSON.stringify(body));
        expect(status).to.be.within(200, 499);
      }),
      { numRuns: 200 },
    );
  });
});
