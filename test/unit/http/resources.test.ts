import { expect } from 'chai';
import type { Express } from 'express';
import request from 'supertest';
import type { JsonObject } from '../../../openapi/json.js';
import type { Behaviour } from '../../../src/http/behaviour.js';
import { httpOver } from '../../support/http-over.js';
import { STORES } from '../../support/stores.js';
import type { Store } from '../../support/stores.js';

const FLOW = { processFlowSpecification: 'installation' };
const V4 = '/tmf-api/productOrderingManagement/v4/productOrder';
const V5 = '/tmf-api/productOrderingManagement/v5/productOrder';
const TICKETS = '/tmf-api/troubleTicket/v4/troubleTicket';
const item = (id: string) => ({ id, action: 'add', quantity: 1, productOffering: { id: '7' } });
const ticket = (name: string, severity = 'minor') => ({
  name,
  description: 'no light',
  severity,
  ticketType: 'fault',
});

for (const [name, open] of Object.entries(STORES)) {
  describe(`http: resources over ${name}`, () => {
    let store: Store;
    let app: Express;
    before(async () => {
      store = await open();
      app = httpOver(store).app;
    });
    after(() => store.close());

    const create = async (path: string, body: object) => {
      const answer = await request(app).post(path).send(body);
      expect(answer.status, JSON.stringify(answer.body)).to.equal(201);
      return answer.body as JsonObject & { id: string; href: string };
    };

    it('creates: 201, Location, ETag, what the server sets, and nothing that only it may set', async () => {
      const sent = {
        id: 'mine',
        href: 'x',
        state: 'completed',
        orderDate: 'y',
        productOrderItem: [item('1')],
      };
      const { body, headers } = await request(app).post(V4).send(sent).expect(201);
      const order = body as JsonObject & { id: string };
      expect(order.id).to.not.equal('mine');
      expect(order).to.include({
        state: 'acknowledged',
        '@type': 'ProductOrder',
        href: `${V4}/${order.id}`,
      });
      expect(Date.parse(String(order['orderDate']))).to.be.closeTo(Date.now(), 60_000);
      expect((order['productOrderItem'] as JsonObject[])[0]).to.include({
        id: '1',
        state: 'acknowledged',
      });
      expect(headers['location']).to.equal(`${V4}/${order.id}`);
      expect(headers['etag']).to.equal('"1"');
      const { body: read } = await request(app)
        .get(`${V4}/${order.id}`)
        .expect(200)
        .expect('ETag', '"1"');
      expect(read).to.deep.equal(order);
    });

    it('answers HEAD as GET, without the body', async () => {
      const { href } = await create(TICKETS, ticket('head'));
      const { headers: got } = await request(app).get(href).expect(200);
      const { headers, text } = await request(app).head(href).expect(200);
      expect(text).to.equal(undefined);
      expect(headers).to.include({ etag: got['etag'], 'content-length': got['content-length'] });
      await request(app).head(TICKETS).expect(200).expect('X-Result-Count', /\d+/);
    });

    it('reads at v5 what came in at v4, and the other way round', async () => {
      const order = await create(V4, {
        externalId: 'both-ways',
        requestedStartDate: '2026-12-01T00:00:00.000Z',
        productOrderItem: [item('1'), item('2')],
        relatedParty: [{ id: '5', role: 'customer', name: 'Ada', '@referredType': 'Individual' }],
      });
      const { body: v5 } = await request(app).get(`${V5}/${order.id}`).expect(200);
      expect(v5).to.include({ href: `${V5}/${order.id}`, creationDate: order['orderDate'] });
      expect(v5).to.not.have.property('orderDate');
      expect((v5 as { externalId: JsonObject[] }).externalId[0]).to.include({ id: 'both-ways' });

      const posted = await create(V5, {
        '@type': 'ProductOrder',
        productOrderItem: [{ '@type': 'ProductOrderItem', ...item('1') }],
      });
      const { body: v4 } = await request(app).get(`${V4}/${posted.id}`).expect(200);
      expect(v4).to.include({ href: `${V4}/${posted.id}`, orderDate: posted['creationDate'] });
    });

    it('filters and sorts in the words of the version that was called', async () => {
      const { body } = await request(app)
        .get(`${V4}?externalId=both-ways&sort=-orderDate&fields=orderDate`)
        .expect(200);
      expect(body).to.have.length(1);
      expect(Object.keys((body as object[])[0] ?? {})).to.have.members([
        'id',
        'href',
        '@type',
        'orderDate',
      ]);
    });

    it('fills in a @type that the contract leaves no choice about', async () => {
      const order = await create(V5, { productOrderItem: [item('1')] });
      const [first] = order['productOrderItem'] as JsonObject[];
      expect(first).to.include({ '@type': 'ProductOrderItem' });
      expect(first?.['productOffering']).to.include({ '@type': 'ProductOfferingRef' });
      const ambiguous = { productOrderItem: [{ ...item('1'), product: { name: 'x' } }] };
      const { body } = await request(app).post(V5).send(ambiguous).expect(400);
      expect((body as { details: { pointer: string }[] }).details[0]?.pointer).to.equal(
        '/productOrderItem/0/product/@type',
      );
    });

    it('patches by merge, from either version, and keeps what the version cannot say', async () => {
      const order = await create(V5, {
        externalId: [
          { '@type': 'ExternalIdentifier', id: 'a' },
          { '@type': 'ExternalIdentifier', id: 'b' },
        ],
        description: 'first',
        productOrderItem: [item('1')],
      });
      const at4 = `${V4}/${order.id}`;
      await request(app)
        .patch(at4)
        .send({ description: 'second', externalId: 'c' })
        .expect(200)
        .expect('ETag', '"2"');
      const { body } = await request(app).get(`${V5}/${order.id}`);
      expect(
        (body as { externalId: { id: string }[] }).externalId.map(({ id }) => id),
      ).to.deep.equal(['c', 'b']);
      const merge = request(app).patch(`${V5}/${order.id}`).type('application/merge-patch+json');
      const { body: removed } = await merge.send(JSON.stringify({ description: null })).expect(200);
      expect(removed).to.not.have.property('description');
      expect(removed).to.include({ id: order.id, href: `${V5}/${order.id}` });
    });

    it('refuses to change what does not change, and names all of it', async () => {
      const order = await create(V4, { productOrderItem: [item('1')] });
      const at = `${V4}/${order.id}`;
      const { body } = await request(app)
        .patch(at)
        .send({ id: 'x', orderDate: '2020-01-01T00:00:00Z', description: 'y' })
        .expect(400);
      expect(body).to.include({ code: 'attributeNotChangeable' });
      expect(
        (body as { details: { pointer: string }[] }).details.map(({ pointer }) => pointer),
      ).to.deep.equal(['/id', '/orderDate']);
      const back = { ...order, description: 'sent back as it was read' };
      await request(app).patch(at).send(back).expect(200);
    });

    it('checks what comes of a patch', async () => {
      const order = await create(V4, { productOrderItem: [item('1')] });
      const at = `${V4}/${order.id}`;
      for (const [patch, pointer] of [
        [{ productOrderItem: null }, '/productOrderItem'],
        [{ productOrderItem: [] }, '/productOrderItem'],
        [{ state: null }, '/state'],
        [{ state: 'sunny' }, '/state'],
        [{ note: [{ text: 3 }] }, '/note/0/text'],
        [{ billingAccount: { name: 'no id' } }, '/billingAccount/id'],
      ] as const) {
        const { body } = await request(app).patch(at).send(patch).expect(400);
        expect((body as { details: { pointer: string }[] }).details[0]?.pointer).to.equal(pointer);
      }
      await request(app)
        .patch(at)
        .send({ billingAccount: { id: '1', name: 'x' } })
        .expect(200);
      const { body } = await request(app)
        .patch(at)
        .send({ billingAccount: { name: null } })
        .expect(200);
      expect((body as JsonObject)['billingAccount'])
        .to.include({ id: '1' })
        .and.not.have.property('name');
    });

    it('guards updates by If-Match and reads by If-None-Match', async () => {
      const one = await create(TICKETS, ticket('guarded'));
      const at = `${TICKETS}/${one.id}`;
      await request(app).patch(at).set('if-match', '"1"').send({ severity: 'major' }).expect(200);
      const { body } = await request(app)
        .patch(at)
        .set('if-match', '"1"')
        .send({ severity: 'minor' })
        .expect(412);
      expect(body).to.include({ code: 'preconditionFailed' });
      await request(app).delete(at).set('if-match', 'W/"1"').expect(412);
      await request(app).get(at).set('if-none-match', '"1", "2"').expect(304).expect('ETag', '"2"');
      await request(app).get(at).set('if-none-match', '"1"').expect(200);
      await request(app).delete(at).set('if-match', '*').expect(204);
      await request(app).get(at).expect(404);
      await request(app).patch(at).send({}).expect(404);
      await request(app).delete(at).expect(404);
    });

    it('lists by page, filter and order', async () => {
      for (const name of ['p1', 'p2', 'p3', 'p4', 'p5'])
        await create(TICKETS, ticket(name, 'page'));
      const list = `${TICKETS}?severity=page&sort=-name&fields=name`;
      const names = (body: unknown) => (body as { name: string }[]).map(({ name: n }) => n);
      const whole = await request(app)
        .get(list)
        .expect(200)
        .expect('X-Total-Count', '5')
        .expect('X-Result-Count', '5');
      expect(names(whole.body)).to.deep.equal(['p5', 'p4', 'p3', 'p2', 'p1']);
      expect(whole.headers).to.not.have.any.keys('link', 'content-range');
      const page = await request(app)
        .get(`${list}&offset=1&limit=2`)
        .expect(206)
        .expect('Content-Range', 'items 1-2/5');
      expect(names(page.body)).to.deep.equal(['p4', 'p3']);
      const next = /<([^>]+)>; rel="next"/.exec(page.headers['link'] ?? '')?.[1] ?? '';
      expect(names((await request(app).get(next).expect(206)).body)).to.deep.equal(['p2', 'p1']);
      await request(app).get(`${list}&offset=5`).expect(416).expect('Content-Range', 'items */5');
      const none = await request(app).get(`${TICKETS}?severity=nothing&offset=3`).expect(200);
      expect(none.body).to.deep.equal([]);
      expect(
        names(
          (await request(app).get(`${TICKETS}?name=p1,p3&name=p5&severity=page&sort=name`)).body,
        ),
      ).to.deep.equal(['p1', 'p3', 'p5']);
    });

    it('gives the first answer again for a repeated key, and refuses another request under it', async () => {
      const post = (body: object, key = 'key-1') =>
        request(app).post(TICKETS).set('idempotency-key', key).send(body);
      const first = await post(ticket('once')).expect(201);
      const again = await post(ticket('once')).expect(201).expect('Idempotency-Replayed', 'true');
      expect(again.headers['location']).to.equal(first.headers['location']);
      expect(first.headers).to.not.have.property('idempotency-replayed');
      await post(ticket('other')).expect(422);
      await post(ticket('once'), '').expect(400);
      const { body } = await request(app).get(`${TICKETS}?name=once`);
      expect(body).to.have.length(1);
    });

    it('gives one order for one externalId, also when both come at once, until it is deleted', async () => {
      const order = { externalId: 'shop-17', productOrderItem: [item('1')] };
      const both = await Promise.all([
        request(app).post(V4).send(order),
        request(app).post(V4).send(order),
      ]);
      expect(both.map(({ status }) => status)).to.deep.equal([201, 201]);
      const [one, two] = both.map(({ headers }) => headers['location']);
      expect(one).to.equal(two);
      const { body } = await request(app)
        .post(V4)
        .send({ ...order, description: 'another' })
        .expect(409);
      expect(body).to.include({ code: 'duplicate' });
      await request(app).delete(String(one)).expect(204);
      const fresh = await request(app).post(V4).send(order).expect(201);
      expect(fresh.headers['location']).to.not.equal(one);
      for (const empty of [{ externalId: '' }, {}]) {
        const loose = { ...empty, productOrderItem: [item('1')] };
        const ids = [await create(V4, loose), await create(V4, loose)].map(({ id }) => id);
        expect(ids[0]).to.not.equal(ids[1]);
      }
    });

    it('keeps the parts of a document below its path', async () => {
      const flows = '/tmf-api/processFlowManagement/v4/processFlow';
      const flow = await create(flows, FLOW);
      const other = await create(flows, FLOW);
      const tasks = `${flow.href}/taskFlow`;
      const task = await create(tasks, {});
      expect(task.href).to.equal(`${tasks}/${task.id}`);
      expect((await request(app).get(tasks).expect(200)).body).to.have.length(1);
      expect((await request(app).get(`${other.href}/taskFlow`).expect(200)).body).to.have.length(0);
      await request(app).get(`${other.href}/taskFlow/${task.id}`).expect(404);
      await request(app).post(`${flows}/none/taskFlow`).send({}).expect(404);
      await request(app).get(`${flows}/none/taskFlow`).expect(404);
    });

    it('serves a renamed resource under both names', async () => {
      const catalogs = '/tmf-api/productCatalogManagement/v4/catalog';
      const made = await create(catalogs, { name: 'Business' });
      expect(made).to.include({ '@type': 'Catalog', lifecycleStatus: 'Active' });
      const { body } = await request(app)
        .get(`/tmf-api/productCatalogManagement/v5/productCatalog/${made.id}`)
        .expect(200);
      expect(body).to.include({ '@type': 'ProductCatalog', name: 'Business' });
    });

    it('keeps apart what several APIs call by one name', async () => {
      const job = { url: 'https://example.org/catalog.json' };
      await create('/tmf-api/serviceCatalogManagement/v4/importJob', job);
      expect((await request(app).get('/tmf-api/resourceCatalog/v4/importJob')).body).to.have.length(
        0,
      );
      expect(
        (await request(app).get('/tmf-api/serviceCatalogManagement/v4/importJob')).body,
      ).to.have.length(1);
    });

    it('answers an alias with the addresses of the contract', async () => {
      const { body, headers } = await request(app)
        .post('/productOrderingManagement/v5/productOrder')
        .send({ productOrderItem: [item('1')] })
        .expect(201);
      expect((body as { href: string }).href).to.match(
        /^\/tmf-api\/productOrderingManagement\/v5\/productOrder\//,
      );
      expect(headers['location']).to.equal((body as { href: string }).href);
      await request(app).get('/productOrderingManagement/v5/openapi.json').expect(200);
    });

    it('puts the public address before every href', async () => {
      const outside = httpOver({ ...store, publicUrl: 'https://gw.example.org/telco/' }).app;
      const { body, headers } = await request(outside)
        .post(V4)
        .send({ productOrderItem: [item('1')] })
        .expect(201);
      const { id, href } = body as { id: string; href: string };
      expect(href).to.equal(`https://gw.example.org/telco${V4}/${id}`);
      expect(headers['location']).to.equal(href);
    });

    it('lets a kind behave in its own way', async () => {
      const heard: unknown[] = [];
      const behaviour: Behaviour = {
        kind: 'productOrder',
        create: async (unit, body, caller) => {
          heard.push(['create', body['state'], caller.actor]);
          return unit.create({ kind: 'productOrder', body });
        },
        patch: async (unit, document, next, patch) => {
          heard.push(['patch', patch]);
          return unit.change(document, { body: next }, { action: 'patch' });
        },
        remove: async (unit, document) => {
          heard.push(['remove', document.id]);
          unit.remove(document);
        },
      };
      const own = httpOver({ ...store, behaviours: [behaviour] }).app;
      const { body } = await request(own)
        .post(V4)
        .send({ productOrderItem: [item('1')] })
        .expect(201);
      const { id } = body as { id: string };
      await request(own)
        .patch(`${V4}/${id}`)
        .send({ description: 'new', state: 'acknowledged' })
        .expect(200);
      await request(own).delete(`${V4}/${id}`).expect(204);
      expect(heard).to.deep.equal([
        ['create', 'acknowledged', 'anonymous'],
        ['patch', { description: 'new' }],
        ['remove', id],
      ]);
    });
  });
}
