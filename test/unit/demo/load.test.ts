import { expect } from 'chai';
import { CATALOG } from '../../../src/demo/catalog/index.js';
import { createClient } from '../../../src/demo/client.js';
import { load } from '../../../src/demo/load.js';
import { orderOf } from '../../../src/demo/order.js';
import { SITES } from '../../../src/demo/sites.js';
import { startFakeGateway } from './fake-gateway.js';
import type { Answer, FakeGateway } from './fake-gateway.js';
import { viewOf } from './views.js';

describe('demo/load', () => {
  let gateway: FakeGateway;
  const start = async (answer?: Answer) => {
    gateway = await startFakeGateway(() => viewOf(), answer);
    return createClient(gateway.url);
  };
  afterEach(() => gateway.stop());

  it('posts every entry once, with ids that the gateway gave before', async () => {
    const client = await start();
    const seen: number[] = [];
    const loaded = await load(client, CATALOG, (done, total) => seen.push(total - done));
    expect(loaded.size).to.equal(CATALOG.length);
    expect(gateway.calls).to.have.length(CATALOG.length);
    expect(seen.at(-1)).to.equal(0);
    const given = new Set<string>();
    for (const [at, call] of gateway.calls.entries()) {
      const text = JSON.stringify(call.body);
      expect(text).not.to.match(/\$ref|\$id/);
      for (const [id] of text.matchAll(/id-\d+/g)) expect(given, call.path).to.include(id);
      given.add(`id-${at + 1}`);
    }
  });

  it('stops at the first refusal, naming method, URL, status and every fault', async () => {
    const client = await start(({ path }) =>
      path.endsWith('/serviceSpecification')
        ? {
            status: 400,
            body: {
              code: 'contractViolation',
              reason: 'The request does not meet the API document',
              details: [
                { pointer: '/name', message: 'is missing' },
                { pointer: '/version', message: 'must be a string' },
              ],
            },
          }
        : undefined,
    );
    const failure = await load(client, CATALOG).catch((error: unknown) => error as Error);
    expect(failure).to.be.instanceOf(Error);
    expect((failure as Error).message.split('\n')).to.deep.equal([
      `POST ${gateway.url}/tmf-api/serviceCatalogManagement/v4/serviceSpecification: ` +
        '400 contractViolation The request does not meet the API document',
      '  /name: is missing',
      '  /version: must be a string',
    ]);
    const posted = gateway.calls.filter((call) => call.path.endsWith('/serviceSpecification'));
    expect(posted).to.have.length(1);
  });

  it('makes an order of one bundle a site, with the gateway’s ids', async () => {
    const client = await start();
    const loaded = await load(client, CATALOG);
    const order = orderOf(loaded, 'demo-1');
    const items = order['productOrderItem'] as { id: string; productOrderItem: object[] }[];
    expect(items.map((item) => item.id)).to.deep.equal(['1', '2', '3']);
    expect(items.map((item) => item.productOrderItem.length)).to.deep.equal(
      SITES.map((site) => (site.voice ? 3 : 2)),
    );
    expect(order['billingAccount']).to.deep.equal({
      id: loaded.get('account/customer')?.id,
      name: 'Harbour Bakeries, all sites',
      '@referredType': 'BillingAccount',
    });
  });
});

describe('demo/client', () => {
  it('says why there was no answer', async () => {
    const gateway = await startFakeGateway(() => viewOf());
    await gateway.stop();
    const failure = await createClient(gateway.url)
      .get('/journeys/1')
      .catch((error: unknown) => error as Error);
    expect(failure).to.be.instanceOf(Error);
    expect((failure as Error).message).to.equal(
      `GET ${gateway.url}/journeys/1: no answer (ECONNREFUSED)`,
    );
  });
});
