import { expect } from 'chai';
import { describeBridge } from '../../contract/api-bridge.suite.js';
import { errandTo, openApiBench, quickTopology } from '../../support/api-bench.js';
import { memoryBroker } from '../../support/memory-broker.js';
import { openOrderServer } from '../../support/order-server.js';

const topology = quickTopology('bridge');

describeBridge('a broker in memory', {
  topology,
  open: () => Promise.resolve(memoryBroker(topology)),
  close: (broker) => broker.close(),
});

describe('the api bridge when the broker does not take what it says', () => {
  for (const answer of ['callback', 'poll'] as const) {
    it(`keeps the work order, and repeats itself (${answer})`, async () => {
      const broker = memoryBroker(topology);
      const server = await openOrderServer({ states: ['inProgress', 'completed'] });
      const bench = await openApiBench(broker, topology);
      const call = { url: server.url, answer };
      const message = errandTo(topology, 'create', call, { workOrderId: 'a', revision: 1 });
      await bench.send(message);
      broker.failPublish(2);
      await bench.start();
      await bench.heard({
        workOrderId: 'a',
        state: answer === 'poll' ? 'completed' : 'inProgress',
      });
      await bench.stop();
      await server.close();
      const settled = broker.settled.filter(({ messageId }) => messageId === message.messageId);
      expect(settled.map(({ how }) => how)).to.deep.equal(['retry', 'retry', 'ack']);
      expect(server.orders.size).to.equal(1);
    });
  }
});
