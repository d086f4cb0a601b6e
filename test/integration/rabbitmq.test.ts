import { randomUUID } from 'node:crypto';
import type { Broker } from '../../src/messaging/broker.js';
import { openRabbitBroker } from '../../src/messaging/rabbitmq/rabbit-broker.js';
import { topologyOf } from '../../src/messaging/topology.js';
import { brokerSuite } from '../contract/broker.suite.js';
import { quietLog } from '../support/log.js';
import { removeFromRabbit } from '../support/rabbit.js';
import { AMQP_URL, needsRabbit } from '../support/services.js';
import { openTcpProxy } from '../support/tcp-proxy.js';
import type { TcpProxy } from '../support/tcp-proxy.js';

brokerSuite('rabbitmq', async (context) => {
  await needsRabbit(context);
  const topology = {
    ...topologyOf(['fsm', 'cmdb'], `test.${randomUUID()}`),
    retryDelaysMs: [30, 300],
    deliveryLimit: 4,
  };
  const proxies = new Map<Broker, TcpProxy>();
  return {
    topology,
    async open() {
      const proxy = await openTcpProxy(AMQP_URL);
      const broker = await openRabbitBroker({
        url: proxy.url,
        topology,
        log: quietLog(),
        now: () => new Date(),
      });
      proxies.set(broker, proxy);
      return broker;
    },
    async kill(broker) {
      await proxies.get(broker)?.close();
    },
    async takeAway() {
      await Promise.all([...proxies.values()].map((proxy) => proxy.cut()));
    },
    async giveBack() {
      await Promise.all([...proxies.values()].map((proxy) => proxy.restore()));
    },
    async close() {
      await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
      await Promise.all([...proxies.keys()].map((broker) => broker.close()));
      await removeFromRabbit(topology);
    },
  };
});
