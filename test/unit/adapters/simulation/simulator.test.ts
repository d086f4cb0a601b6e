import { expect } from 'chai';
import type { StatusReport } from '../../../../adapters/adapter.js';
import { actsOf } from '../../../../adapters/simulation/work-order-record.js';
import { workOrdersQueue } from '../../../../src/messaging/topology.js';
import { memoryBroker } from '../../../support/memory-broker.js';
import { publicationOf, startBench, TOPOLOGY, type Bench } from './bench.js';

/** So many work orders that a share of a half happens and does not happen. */
const MANY = Array.from({ length: 40 }, (_, index) => ({ id: `task-${index}` }));

const acts = (bench: Bench, id: string, revision = 1): number =>
  actsOf(bench.memory.get(id), revision);

describe('a simulated system', () => {
  let bench: Bench;
  const start = async (...options: Parameters<typeof startBench>): Promise<Bench> => {
    bench = await startBench(...options);
    return bench;
  };
  afterEach(() => bench.simulator.stop());

  for (const [name, first] of [
    ['fsm', 'inProgress'],
    ['project', 'acknowledged'],
    ['cmdb', 'acknowledged'],
  ] as const) {
    it(`${name} says ${first}, then completed, and acts once`, async () => {
      const { send, said, untilSaid } = await start({ name });
      await send({ id: 'a' });
      await untilSaid(2);
      expect(said()).to.deep.equal([`changed ${first} 1`, 'changed completed 2']);
      expect(acts(bench, 'a')).to.equal(1);
    });
  }

  describe('brings back what its kind of work brings', () => {
    const brought = async (name: string): Promise<StatusReport> => {
      const { send, untilSaid, reports, simulator } = await start({ name });
      await send({ id: 'a' });
      await untilSaid(2);
      await simulator.stop();
      const [, completed] = reports();
      if (!completed) throw new Error('Nothing was completed');
      return completed;
    };

    it('fsm: a serial number and a visit', async () => {
      const { characteristics = [] } = await brought('fsm');
      const names = characteristics.map(({ name }) => name);
      expect(names).to.deep.equal(['serialNumber', 'technicianVisit']);
    });

    it('project: a milestone', async () => {
      const { characteristics = [] } = await brought('project');
      expect(characteristics[0]).to.deep.equal({ name: 'milestone', value: 'install' });
    });

    it('cmdb: a configuration item, the same one for the same item', async () => {
      const first = await brought('cmdb');
      const { id, href } = first.configurationItem ?? { id: '' };
      expect(id).to.match(/^CI-[0-9A-F]{10}$/);
      expect(href).to.equal(`/cmdb/configurationItem/${id}`);
      expect(await brought('cmdb')).to.deep.equal(first);
    });
  });

  it('speaks in CloudEvents, and goes on with the trace that the work order belongs to', async () => {
    const { send, untilSaid, broker } = await start();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await send({ id: 'a', headers: { traceparent } });
    await untilSaid(2);
    const status = broker.published[1];
    expect(status).to.include({
      exchange: 'bench.status',
      key: 'fsm.workOrder.changed',
      messageId: 'status-1',
    });
    expect(status?.headers).to.deep.equal({
      'cloudEvents:specversion': '1.0',
      'cloudEvents:id': 'status-1',
      'cloudEvents:type': 'turnup.fsm.workOrder.changed',
      'cloudEvents:source': '/downstream/fsm',
      'cloudEvents:subject': 'a',
      'cloudEvents:time': bench.clock.now().toISOString(),
      traceparent,
    });
  });

  it('publishes the statuses of a batch in one call, then settles the batch', async () => {
    const { send, untilSaid, broker } = await start();
    await send(...MANY);
    await untilSaid(2 * MANY.length);
    await broker.idle();
    expect(broker.calls).to.deep.equal([MANY.length, 2 * MANY.length]);
    expect(broker.settled.map(({ how }) => how)).to.deep.equal(MANY.map(() => 'ack'));
  });

  it('settles nothing before its statuses are confirmed, and acts once all the same', async () => {
    const { send, untilSaid, broker, said } = await start();
    await send({ id: 'a' });
    broker.failPublish(1);
    await untilSaid(1);
    await broker.idle();
    expect(broker.settled.map(({ how }) => how)).to.deep.equal(['retry', 'ack']);
    expect(said()).to.deep.equal(['changed completed 2']);
    expect(acts(bench, 'a')).to.equal(1);
  });

  it('answers the same revision again with the same state, and acts on it once', async () => {
    const { send, untilSaid, said } = await start();
    await send({ id: 'a' });
    await untilSaid(2);
    await send({ id: 'a' }, { id: 'a' });
    await untilSaid(4);
    expect(said().slice(2)).to.deep.equal(['changed completed 2', 'changed completed 2']);
    expect(acts(bench, 'a')).to.equal(1);
  });

  it('acts once on a work order that comes twice in one batch', async () => {
    const { send, untilSaid, said } = await start();
    await send({ id: 'a' }, { id: 'a' });
    await untilSaid(3);
    expect(said()).to.have.length(3);
    expect(acts(bench, 'a')).to.equal(1);
  });

  it('acts on a higher revision anew, and on a lower one never', async () => {
    const { send, untilSaid, reports, broker } = await start();
    await send({ id: 'a', revision: 2 });
    await untilSaid(2);
    await send({ id: 'a', revision: 1 }, { id: 'a', revision: 3 });
    await untilSaid(4);
    await broker.idle();
    expect(reports().map(({ revision, sequence }) => [revision, sequence])).to.deep.equal([
      [2, 1],
      [2, 2],
      [3, 1],
      [3, 2],
    ]);
    expect([1, 2, 3].map((revision) => acts(bench, 'a', revision))).to.deep.equal([0, 1, 1]);
  });

  it('answers a question with the truth; what it never heard of is unknown', async () => {
    const { send, untilSaid, said } = await start();
    await send({ id: 'a' }, { id: 'a', verb: 'ask' }, { id: 'b', verb: 'ask' });
    await untilSaid(4);
    expect(said('a').at(-1)).to.equal('snapshot completed 2');
    expect(said('b')).to.deep.equal(['snapshot unknown 0']);
  });

  it('parks what it cannot read, with every fault, and goes on', async () => {
    const { send, untilSaid, broker, adapter } = await start();
    const bad = publicationOf(adapter, { id: 'a' });
    await broker.publish([
      { ...bad, body: { revision: 'one' } },
      { ...bad, key: 'fsm.workOrder.dance' },
    ]);
    await send({ id: 'b' });
    await untilSaid(2);
    const parked = await broker.parked(workOrdersQueue('bench', 'fsm'), 10);
    expect(parked[0]?.reason).to.match(/workOrderId .*revision /);
    expect(parked[1]?.reason).to.match(/fsm\.workOrder\.dance/);
  });

  it('fails its handling where no queue takes a status, and does not settle', async () => {
    const broker = memoryBroker(TOPOLOGY);
    const lost = {
      ...broker,
      publish: () => Promise.resolve([{ messageId: '1', outcome: 'unroutable' as const }]),
    };
    const { adapter } = await start({ broker: lost });
    await broker.publish([publicationOf(adapter, { id: 'a' })]);
    await broker.until(() => broker.settled.length > 0);
    expect(broker.settled[0]?.how).to.equal('retry');
  });

  describe('cancelled', () => {
    it('before it was ever created: is cancelled, and a create that comes later finds it so', async () => {
      const { send, untilSaid, said } = await start();
      await send({ id: 'a', verb: 'cancel' }, { id: 'a' });
      await untilSaid(2);
      expect(said()).to.deep.equal(['changed cancelled 1', 'changed cancelled 1']);
      expect(acts(bench, 'a')).to.equal(0);
    });

    it('while at work: stops, and never completes', async () => {
      const { send, untilSaid, said, clock, broker } = await start({
        behaviour: { slowMs: 60_000 },
      });
      await send({ id: 'a' }, { id: 'b' });
      await untilSaid(2);
      await send({ id: 'a', verb: 'cancel' });
      await untilSaid(3);
      clock.advance(60_000);
      await untilSaid(4);
      await broker.idle();
      expect(said('a')).to.deep.equal(['changed inProgress 1', 'changed cancelled 2']);
      expect(said('b')).to.deep.equal(['changed inProgress 1', 'changed completed 2']);
      expect([acts(bench, 'a'), acts(bench, 'b')]).to.deep.equal([0, 1]);
    });

    it('when completed: says so', async () => {
      const { send, untilSaid, said } = await start();
      await send({ id: 'a' }, { id: 'a', verb: 'cancel' });
      await untilSaid(3);
      expect(said().at(-1)).to.equal('changed completed 2');
    });

    it('by a higher revision: answers in that revision', async () => {
      const { send, untilSaid, reports } = await start({ behaviour: { half: 1 } });
      await send({ id: 'a' }, { id: 'a', verb: 'cancel', revision: 2 });
      await untilSaid(2);
      expect(reports().at(-1)).to.include({ state: 'cancelled', revision: 2, sequence: 1 });
    });
  });
});
