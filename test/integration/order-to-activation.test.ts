import { expect } from 'chai';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { needsPostgres, needsRabbit } from '../support/services.js';
import { eventually } from '../support/eventually.js';
import { loadSmallCatalog, orderOf, PATHS, type SmallCatalog } from '../support/small-catalog.js';

type Body = Record<string, unknown> & { id: string; state?: string; status?: string };

for (const on of ['embedded', 'real'] as const) {
  describe(`an order becomes active services (${on === 'real' ? 'PostgreSQL and RabbitMQ' : 'SQLite and the embedded broker'})`, () => {
    let app: TestApp;
    let catalog: SmallCatalog;
    before(async function () {
      if (on === 'real') {
        await needsPostgres(this);
        await needsRabbit(this);
      }
      app = await startApp({ on });
      catalog = await loadSmallCatalog(app.api, [
        { name: 'visit', kind: 'fsm' },
        { name: 'register', kind: 'cmdb', after: ['visit'] },
      ]);
    });
    after(() => app?.stop());

    const completed = async (path: string) =>
      eventually(`${path} is completed`, async () => {
        const { body } = await app.api.get<Body>(path);
        return body.state === 'completed' ? body : undefined;
      });

    it('takes a product order all the way, and shows it over v4 and v5', async () => {
      const placed = await app.api.post<Body>(
        `${PATHS.order}/productOrder`,
        orderOf(catalog.offering, 2),
      );
      const order = expectStatus(placed, 201);
      expect(placed.headers.get('location')).to.equal(`${PATHS.order}/productOrder/${order.id}`);
      await completed(`${PATHS.order}/productOrder/${order.id}`);
      const v5 = await app.api.get<Body>(
        `/tmf-api/productOrderingManagement/v5/productOrder/${order.id}`,
      );
      expect(v5.body.state).to.equal('completed');
      expect(v5.body['completionDate']).to.be.a('string');

      const journey = (
        await app.api.get<{
          documents: Body[];
          messages: { sent: number; received: number };
          fallouts: object[];
        }>(`/journeys/${order.id}`)
      ).body;
      const states = (kind: string) =>
        journey.documents.filter((d) => d['kind'] === kind).map((d) => d.state);
      expect(states('product')).to.deep.equal(['active', 'active']);
      expect(states('service')).to.deep.equal(['active', 'active']);
      expect(states('serviceOrder')).to.deep.equal(['completed', 'completed']);
      expect(states('processFlow')).to.deep.equal(['completed', 'completed']);
      expect(states('taskFlow')).to.deep.equal(Array(4).fill('completed'));
      expect(journey.messages.sent).to.equal(4);
      expect(journey.messages.received).to.be.at.least(8);
      expect(journey.fallouts).to.deep.equal([]);
    });

    it('links each service to its configuration item, and back', async () => {
      const services = (await app.api.get<Body[]>('/tmf-api/serviceInventory/v4/service')).body;
      for (const service of services) {
        const [item] = service['relatedEntity'] as { id: string; role: string }[];
        expect(item?.role).to.equal('configurationItem');
        const back = await app.api.get<Body[]>(
          `/tmf-api/serviceInventory/v4/service?relatedEntity.id=${item?.id}`,
        );
        expect(back.body.map(({ id }) => id)).to.deep.equal([service.id]);
      }
    });

    it('takes a service order by itself, and makes no product order of it', async () => {
      const placed = await app.api.post<Body>(`${PATHS.serviceOrder}/serviceOrder`, {
        serviceOrderItem: [
          {
            id: '1',
            action: 'add',
            service: {
              '@type': 'Service',
              serviceSpecification: { id: catalog.serviceSpecification },
            },
          },
        ],
      });
      const order = expectStatus(placed, 201);
      await completed(`${PATHS.serviceOrder}/serviceOrder/${order.id}`);
      const { documents } = (await app.api.get<{ documents: Body[] }>(`/journeys/${order.id}`))
        .body;
      expect(
        documents.filter((d) => d['kind'] === 'productOrder' || d['kind'] === 'product'),
      ).to.deep.equal([]);
      expect(documents.find((d) => d['kind'] === 'service')?.state).to.equal('active');
    });

    it('gives the first answer again to the same Idempotency-Key', async () => {
      const body = orderOf(catalog.offering, 1);
      const first = await app.api.post<Body>(`${PATHS.order}/productOrder`, body, {
        'idempotency-key': 'once',
      });
      const again = await app.api.post<Body>(`${PATHS.order}/productOrder`, body, {
        'idempotency-key': 'once',
      });
      expect(again.status).to.equal(201);
      expect(again.body.id).to.equal(first.body.id);
    });

    it('refuses an order with every fault at once, and keeps nothing of it', async () => {
      const count = async () =>
        (await app.api.get(`${PATHS.order}/productOrder?limit=1`)).headers.get('x-total-count');
      const before = await count();
      const refused = await app.api.post<{ code: string; details: { pointer: string }[] }>(
        `${PATHS.order}/productOrder`,
        {
          billingAccount: { id: 'nobody' },
          productOrderItem: [
            { id: '1', action: 'add', productOffering: { id: 'nothing' } },
            {
              id: '1',
              action: 'add',
              productOffering: { id: catalog.offering },
              productOrderItemRelationship: [{ id: '9', relationshipType: 'reliesOn' }],
            },
          ],
        },
      );
      expect(refused.status).to.equal(422);
      const places = refused.body.details.map(({ pointer }) => pointer);
      expect(places).to.include.members([
        '/billingAccount/id',
        '/productOrderItem/0/productOffering/id',
      ]);
      expect(refused.body.details.length).to.be.greaterThan(3);
      expect(await count()).to.equal(before);
    });
  });
}
