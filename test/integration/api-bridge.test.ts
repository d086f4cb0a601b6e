import { randomUUID } from 'node:crypto';
import { createEmbeddedBroker } from '../../src/messaging/embedded/embedded-broker.js';
import { openRabbitBroker } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { describeBridge } from '../contract/api-bridge.suite.js';
import { quickTopology } from '../support/api-bench.js';
import { DATABASES } from '../support/databases.js';
import { quietLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';

const topology = quickTopology(`test.${randomUUID()}`);
const common = { topology, log: quietLog(), now: () => new Date() };

describeBridge('RabbitMQ', {
  topology,
  open: async (context) => {
    await needsRabbit(context);
    return openRabbitBroker({ ...common, url: AMQP_URL });
  },
  close: async (broker) => {
    await broker.close();
    await removeFromRabbit(topology);
  },
});

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  let remove = (): Promise<void> => Promise.resolve();
  describeBridge(`the embedded broker on ${name}`, {
    topology,
    open: async (context) => {
      const own = await makeDatabase(context);
      remove = own.remove;
      return createEmbeddedBroker({ ...common, database: own.again(), pollMs: 20 });
    },
    close: async (broker) => {
      await broker.close();
      await remove();
    },
  });
}
