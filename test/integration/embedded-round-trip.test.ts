import { createEmbeddedBroker } from '../../src/messaging/embedded/embedded-broker.js';
import { topologyOf } from '../../src/messaging/topology.js';
import { roundTripSuite } from '../contract/round-trip.suite.js';
import { DATABASES, interruptible } from '../support/databases.js';
import { quietLog } from '../support/log.js';

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  roundTripSuite(`embedded on ${name}`, async (context) => {
    const own = await makeDatabase(context);
    const topology = { ...topologyOf(['fsm']), retryDelaysMs: [30, 300], deliveryLimit: 50 };
    const way = interruptible(own.database);
    const open = () =>
      createEmbeddedBroker({
        database: way.database,
        topology,
        log: quietLog(),
        now: () => new Date(),
        claimMs: 2_000,
        pollMs: 20,
      });
    const [broker, downstream] = [open(), open()];
    return {
      topology,
      database: way.database,
      broker,
      downstream,
      lanes: name === 'SQLite' ? 1 : 4,
      async disturb() {
        way.takeAway();
        for (let turn = 0; turn < 20; turn += 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        way.giveBack();
      },
      async close() {
        await Promise.all([broker.close(), downstream.close()]);
        await own.remove();
      },
    };
  });
}
