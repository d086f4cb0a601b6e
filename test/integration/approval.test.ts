import { expect } from 'chai';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { comesTo, journeyOf, placeOrder, statesOf } from '../support/journey.js';
import { loadSmallCatalog, PATHS } from '../support/small-catalog.js';

interface Approval {
  readonly order: { readonly id: string; readonly state: string };
  readonly journey: string;
  readonly since: string;
}

describe('approval by hand', () => {
  let app: TestApp;
  let offering: string;
  before(async () => {
    app = await startApp({ env: { APPROVAL: 'manual' } });
    ({ offering } = await loadSmallCatalog(app.api, [{ name: 'visit', kind: 'fsm' }]));
  });
  after(() => app?.stop());

  const waiting = async () => expectStatus(await app.api.get<Approval[]>('/approvals'), 200);
  /** Places an order and waits until it waits. */
  const placed = async (): Promise<string> => {
    const id = await placeOrder(app.api, offering);
    await eventually(`${id} waits for approval`, async () =>
      (await waiting()).some(({ order }) => order.id === id),
    );
    return id;
  };
  const decide = (id: string, decision: string, more: object = {}) =>
    app.api.post<{ message: string }>(`/approvals/${id}`, { decision, ...more });

  it('keeps an order waiting: clients see it acknowledged, and nothing is made', async () => {
    const id = await placed();
    const { body } = await app.api.get<{ state: string }>(`${PATHS.order}/productOrder/${id}`);
    expect(body.state).to.equal('acknowledged');
    expect((await journeyOf(app.api, id)).documents).to.have.length(1);
    const [entry] = (await waiting()).filter(({ order }) => order.id === id);
    expect(entry).to.include({ journey: id });
    expect(Date.parse(entry?.since ?? '')).to.be.at.most(Date.now());
    expectStatus(await decide(id, 'reject'), 200);
  });

  it('lists the longest waiting first, with the total, page by page', async () => {
    const ids = [await placed(), await placed(), await placed()];
    expect((await waiting()).map(({ order }) => order.id)).to.deep.equal(ids);
    const page = await app.api.get<Approval[]>('/approvals?offset=1&limit=1');
    expect(page.body.map(({ order }) => order.id)).to.deep.equal([ids[1]]);
    expect(page.headers.get('x-total-count')).to.equal('3');
    for (const id of ids) expectStatus(await decide(id, 'reject'), 200);
    expect(await waiting()).to.deep.equal([]);
  });

  it('lets an approved order go all the way, and keeps who approved it and why', async () => {
    const id = await placed();
    const by = { actor: 'orderDesk', reason: 'credit is good' };
    expectStatus(await decide(id, 'approve', by), 200);
    const journey = await comesTo(app.api, id, 'completed');
    expect(statesOf(journey, 'product')).to.deep.equal(['active']);
    const approval = journey.timeline.filter(({ action }) => action === 'approve');
    expect(approval).to.have.length(1);
    expect(approval[0]).to.include({ id, ...by, to: 'approved' });
    expect(await waiting()).to.deep.equal([]);
  });

  it('ends a rejected order, and makes nothing of it', async () => {
    const id = await placed();
    expectStatus(await decide(id, 'reject', { actor: 'orderDesk', reason: 'no credit' }), 200);
    const journey = await comesTo(app.api, id, 'rejected');
    expect(journey.documents).to.have.length(1);
    expect(journey.timeline.at(-1)).to.include({ action: 'reject', reason: 'no credit' });
    const { body } = await app.api.get<{ state: string }>(`${PATHS.order}/productOrder/${id}`);
    expect(body.state).to.equal('rejected');
  });

  it('is decided once, and of an order that waits', async () => {
    const id = await placed();
    const decisions = await Promise.all([decide(id, 'approve'), decide(id, 'approve')]);
    expect(decisions.map(({ status }) => status).sort()).to.deep.equal([200, 409]);
    await comesTo(app.api, id, 'completed');
    const late = expectStatus(await decide(id, 'reject'), 409);
    expect(late.message).to.match(/does not wait for approval; it is completed/);
    expectStatus(await decide('nothing', 'approve'), 404);
    expectStatus(await decide(id, 'perhaps'), 400);
  });
});
