import { randomUUID } from 'node:crypto';
import type { Broker } from '../../src/messaging/broker.js';
import { createEmbeddedBroker } from '../../src/messaging/embedded/embedded-broker.js';
import { topologyOf } from '../../src/messaging/topology.js';
import { brokerSuite } from '../contract/broker.suite.js';
import { DATABASES, interruptible } from '../support/databases.js';
import { quietLog } from '../support/log.js';

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  describe(`on ${name}`, () => {
    brokerSuite('embedded', async (context) => {
      const own = await makeDatabase(context);
      const topology = {
        ...topologyOf(['fsm', 'cmdb'], `test.${randomUUID()}`),
        retryDelaysMs: [30, 300],
        deliveryLimit: 4,
      };
      const ways = new Map<Broker, ReturnType<typeof interruptible>>();
      return {
        topology,
        async open() {
          const way = interruptible(own.again());
          const broker = createEmbeddedBroker({
            database: way.database,
            topology,
            log: quietLog(),
            now: () => new Date(),
            claimMs: 400,
            pollMs: 20,
          });
          ways.set(broker, way);
          return broker;
        },
        kill: async (broker) => ways.get(broker)?.takeAway(),
        takeAway: async () => ways.forEach((way) => way.takeAway()),
        giveBack: async () => ways.forEach((way) => way.giveBack()),
        async close() {
          await Promise.all([...ways.keys()].map((broker) => broker.close()));
          await own.remove();
        },
      };
    });
  });
}
