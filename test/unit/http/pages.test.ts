import { expect } from 'chai';
import { Router } from 'express';
import type { Express } from 'express';
import request from 'supertest';
import { CONTRACTS } from '../../../openapi/contracts.js';
import { Refusal } from '../../../src/errors.js';
import { httpOver } from '../../support/http-over.js';
import { recordingLog } from '../../support/log.js';

describe('http: pages and documents', () => {
  let app: Express;
  before(() => {
    app = httpOver().app;
  });

  for (const { api, version, basePath, aliases } of CONTRACTS) {
    it(`serves the contract of ${api} ${version} under each of its paths`, async () => {
      for (const base of [basePath, ...aliases]) {
        const { body, headers } = await request(app).get(`${base}/openapi.json`).expect(200);
        expect(headers['content-type']).to.match(/^application\/json/);
        const { openapi, servers } = body as { openapi: string; servers: { url: string }[] };
        expect(openapi).to.match(/^3\.0\./);
        expect(servers[0]?.url).to.equal(basePath || '/');
      }
    });
  }

  it('serves a page at / and the same as JSON', async () => {
    const { text } = await request(app).get('/').set('accept', 'text/html').expect(200);
    expect(text).to.contain('href="docs/"').and.contain('TMF622 product ordering v4');
    const { body } = await request(app).get('/').set('accept', 'application/json').expect(200);
    const { apis, links, paging } = body as { apis: unknown[]; links: object; paging: object };
    expect(apis).to.have.length(CONTRACTS.length);
    expect(links).to.not.have.property('console');
    expect(paging).to.deep.equal({ defaultLimit: 100, maximumLimit: 1000 });
    await request(app).post('/').expect(405);
  });

  it('serves /docs from its own files, each contract in the list', async () => {
    await request(app).get('/docs').expect(308).expect('Location', 'docs/');
    const { text, headers } = await request(app).get('/docs/').expect(200);
    const files = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, file]) => file ?? '');
    expect(files).to.have.length.greaterThan(3);
    for (const file of files) {
      expect(file).to.not.contain('//');
      await request(app).get(`/docs/${file}`).expect(200);
    }
    expect(headers['content-security-policy'])
      .to.contain("script-src 'self'")
      .and.not.contain('http');
    const initializer = await request(app).get('/docs/initializer.js').expect(200);
    for (const { basePath } of CONTRACTS) {
      expect(initializer.text).to.contain(`"..${basePath}/openapi.json"`);
    }
    await request(app).get('/docs/package.json').expect(404);
    await request(app).post('/docs/').expect(405);
  });

  it('serves the AsyncAPI document as JSON', async () => {
    const { body } = await request(app).get('/asyncapi.json').expect(200);
    expect(body).to.have.property('asyncapi');
  });

  it('serves the console where there is one', async () => {
    const console = Router().get('/', (_request, response) => void response.send('here'));
    const withConsole = httpOver({ console }).app;
    await request(withConsole).get('/console/').expect(200, 'here');
    const { body } = await request(withConsole).get('/').set('accept', 'application/json');
    expect((body as { links: object }).links).to.have.property('console');
    await request(app).get('/console/').expect(404);
  });

  it('sets the headers that keep browsers in bounds', async () => {
    const { headers } = await request(app).get('/').expect(200);
    expect(headers).to.include({ 'x-content-type-options': 'nosniff' });
    expect(headers).to.not.have.property('x-powered-by');
  });

  it('gives every answer an id and a trace, the caller’s where they are sound', async () => {
    const { headers } = await request(app).get('/nothing').expect(404);
    expect(headers['x-request-id']).to.match(/^[\da-f-]{36}$/);
    expect(headers['traceparent']).to.match(/^00-[\da-f]{32}-[\da-f]{16}-01$/);
    const trace = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const sound = await request(app).get('/').set({ traceparent: trace, 'x-request-id': 'a-1' });
    expect(sound.headers).to.include({ traceparent: trace, 'x-request-id': 'a-1' });
    const odd = await request(app)
      .get('/')
      .set({ traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, 'x-request-id': 'a b"c' });
    expect(odd.headers['traceparent']).to.not.contain('0'.repeat(32));
    expect(odd.headers['x-request-id']).to.not.contain('"');
  });

  it('writes a line for each request, without its query', async () => {
    const { log, lines } = recordingLog();
    const logged = httpOver({ log }).app;
    await request(logged).get('/nothing?name=Ada').expect(404);
    const line = lines.find(({ msg }) => msg === 'request');
    expect(line).to.include({ method: 'GET', path: '/nothing', status: 404 });
    expect(JSON.stringify(line)).to.not.contain('Ada');
  });

  describe('Turnup’s own API', () => {
    const ownRoutes = Router();
    ownRoutes.get('/version', (_request, response) => void response.json({ version: '1' }));
    ownRoutes.get('/journeys', (request_, response) => void response.json(request_.query));
    ownRoutes.get('/journeys/:id', () => {
      throw new Refusal('notFound', 'no such journey');
    });
    ownRoutes.post('/approvals/:id', (request_, response) => void response.json(request_.body));
    const own = () => request(httpOver({ ownRoutes }).app);

    it('is checked against its contract: query, body, method', async () => {
      await own().get('/version').expect(200, { version: '1' });
      await own().put('/version').send({}).expect(405);
      const { body } = await own().get('/journeys?limit=many').expect(400);
      expect((body as { details: { pointer: string }[] }).details[0]?.pointer).to.equal('?limit');
      await own().get('/journeys?limit=5&').expect(200, { limit: '5' });
      await own().post('/approvals/7').send({ decision: 'maybe' }).expect(400);
      await own()
        .post('/approvals/7')
        .send({ decision: 'approve' })
        .expect(200, { decision: 'approve' });
    });

    it('answers refusals as the TMF side does', async () => {
      await own().get('/journeys/%E0%A4').expect(404);
      const { body } = await own().get('/journeys/7').expect(404);
      expect(body).to.include({ code: 'notFound', '@type': 'Error' });
    });
  });
});
