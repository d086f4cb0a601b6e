import { randomUUID } from 'node:crypto';
import { openRabbitBroker } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { topologyOf } from '../../src/messaging/topology.js';
import { roundTripSuite } from '../contract/round-trip.suite.js';
import { DATABASES } from '../support/databases.js';
import { quietLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';
import { openTcpProxy } from '../support/tcp-proxy.js';

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  roundTripSuite(`RabbitMQ and ${name}`, async (context) => {
    await needsRabbit(context);
    const own = await makeDatabase(context);
    const topology = {
      ...topologyOf(['fsm'], `test.${randomUUID()}`),
      retryDelaysMs: [30, 300],
      // Every cut counts as a delivery of whatever was under way.
      deliveryLimit: 50,
    };
    const proxy = await openTcpProxy(AMQP_URL);
    const open = () =>
      openRabbitBroker({ url: proxy.url, topology, log: quietLog(), now: () => new Date() });
    const [broker, downstream] = [await open(), await open()];
    return {
      topology,
      database: own.database,
      broker,
      downstream,
      lanes: name === 'SQLite' ? 1 : 4,
      async disturb() {
        await proxy.cut();
        await proxy.restore();
      },
      async close() {
        await Promise.all([broker.close(), downstream.close()]);
        await proxy.close();
        await removeFromRabbit(topology);
        await own.remove();
      },
    };
  });
}
