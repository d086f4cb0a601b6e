import { expect } from 'chai';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { runNode, type NodeProcess } from '../support/gateway.js';
import { AMQP_URL, needsPostgres, needsRabbit } from '../support/services.js';
import { loadSmallCatalog, orderOf, PATHS } from '../support/small-catalog.js';

const SCRIPT = 'docs/examples/smallest-downstream.mjs';

describe('a downstream system of twenty lines', () => {
  let app: TestApp;
  let system: NodeProcess;

  before(async function () {
    await needsPostgres(this);
    await needsRabbit(this);
    app = await startApp({ on: 'real', env: { SIMULATE: 'none' } });
    const { prefix } = app.drivers.topology;
    system = runNode([SCRIPT, 'fsm'], { AMQP_URL, BUS_PREFIX: prefix });
    await system.line(/takes work orders/);
  });
  after(async () => {
    await system?.kill();
    await app?.stop();
  });

  it('takes the work orders of an order and completes it', async () => {
    const { offering } = await loadSmallCatalog(app.api, [{ name: 'visit', kind: 'fsm' }]);
    const placed = await app.api.post<{ id: string }>(
      `${PATHS.order}/productOrder`,
      orderOf(offering, 2),
    );
    const { id } = expectStatus(placed, 201);
    const order = await eventually('the order is completed', async () => {
      const { body } = await app.api.get<{ state: string }>(`${PATHS.order}/productOrder/${id}`);
      return body.state === 'completed' ? body : undefined;
    });
    expect(order.state).to.equal('completed');
  });
});
