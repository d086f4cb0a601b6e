import { expect } from 'chai';
import { actsOf } from '../../../../adapters/simulation/work-order-record.js';
import { startBench, type Bench } from './bench.js';

/** So many work orders that what happens half of the time happens, and does not happen. */
const MANY = Array.from({ length: 40 }, (_, index) => ({ id: `task-${index}` }));

describe('a simulated system that is told to', () => {
  let bench: Bench;
  const start = async (...options: Parameters<typeof startBench>): Promise<Bench> => {
    bench = await startBench(...options);
    return bench;
  };
  const acts = (id: string, revision = 1): number => actsOf(bench.memory.get(id), revision);
  afterEach(() => bench.simulator.stop());

  it('--slow: is at work for that long, and settles the order meanwhile', async () => {
    const { send, untilSaid, said, clock, broker } = await start({ behaviour: { slowMs: 2_000 } });
    await send({ id: 'a' });
    await untilSaid(1);
    await broker.idle();
    expect(broker.settled).to.have.length(1);
    await clock.somebodyWaits();
    clock.advance(1_999);
    await send({ id: 'a', verb: 'ask' });
    await untilSaid(2);
    expect(said()).to.deep.equal(['changed inProgress 1', 'snapshot inProgress 1']);
    expect(acts('a')).to.equal(0);
    clock.advance(1);
    await untilSaid(3);
    expect(said().at(-1)).to.equal('changed completed 2');
    expect(acts('a')).to.equal(1);
  });

  it('--slow: what comes due together is said in one call', async () => {
    const { send, untilSaid, clock, broker } = await start({ behaviour: { slowMs: 2_000 } });
    await send(...MANY);
    await untilSaid(MANY.length);
    clock.advance(2_000);
    await untilSaid(2 * MANY.length);
    expect(broker.calls.at(-1)).to.equal(MANY.length);
  });

  it('--slow: says again what could not be said', async () => {
    const { send, untilSaid, said, clock, broker } = await start({ behaviour: { slowMs: 2_000 } });
    await send({ id: 'a' });
    await untilSaid(1);
    await clock.somebodyWaits();
    broker.failPublish(1);
    clock.advance(2_000);
    await clock.somebodyWaits();
    expect(said()).to.deep.equal(['changed inProgress 1']);
    clock.advance(1_000);
    await untilSaid(2);
    expect(said().at(-1)).to.equal('changed completed 2');
    expect(acts('a')).to.equal(1);
  });

  it('--refuse: fails or rejects with a cause that trying again may mend, and does not act', async () => {
    const { send, untilSaid, reports } = await start({ behaviour: { refuse: 1, seed: 3 } });
    await send(...MANY);
    await untilSaid(MANY.length);
    expect(new Set(reports().map(({ state }) => state))).to.have.all.keys('failed', 'rejected');
    for (const { cause, workOrderId } of reports()) {
      expect(cause).to.deep.equal({ code: 'refused', retryable: true });
      expect(acts(workOrderId)).to.equal(0);
    }
  });

  it('--refuse 50%: the next revision may fare better', async () => {
    const { send, untilSaid, reports } = await start({ behaviour: { refuse: 0.5 } });
    await send(...MANY);
    await untilSaid(MANY.length);
    const refused = reports().filter(({ cause }) => cause?.code === 'refused');
    expect(refused.length).to.be.within(5, 35);
    const before = reports().length;
    await send(...refused.map(({ workOrderId }) => ({ id: workOrderId, revision: 2 })));
    await untilSaid(before + refused.length);
    const second = reports().slice(before);
    expect(second.some(({ state }) => state === 'completed')).to.be.true;
  });

  it('--duplicate: says each status twice, with the same message id or a new one', async () => {
    const { send, untilSaid, said, broker } = await start({ behaviour: { duplicate: 1 } });
    await send(...MANY);
    await untilSaid(4 * MANY.length);
    expect(said('task-0')).to.deep.equal([
      'changed inProgress 1',
      'changed inProgress 1',
      'changed completed 2',
      'changed completed 2',
    ]);
    const ids = broker.published.filter(({ key }) => /changed/.test(key));
    const different = new Set(ids.map(({ messageId }) => messageId)).size;
    expect(different).to.be.within(2 * MANY.length + 1, 4 * MANY.length - 1);
    expect(acts('task-0')).to.equal(1);
  });

  for (const slowMs of [0, 2_000]) {
    it(`--reorder${slowMs ? ' --slow' : ''}: says completed first, sometimes`, async () => {
      const { send, untilSaid, said, clock, broker } = await start({
        behaviour: { reorder: true, slowMs },
      });
      await send(...MANY);
      await broker.idle();
      clock.advance(slowMs);
      await untilSaid(2 * MANY.length);
      const firsts = MANY.map(({ id }) => said(id)[0]);
      expect(new Set(firsts)).to.have.all.keys('changed inProgress 1', 'changed completed 2');
      for (const { id } of MANY) expect(acts(id)).to.equal(1);
    });
  }

  it('--vanish: does the work, says nothing, and answers when asked', async () => {
    const { send, untilSaid, said, broker } = await start({ behaviour: { vanish: 1 } });
    await send({ id: 'a' });
    await broker.until(() => acts('a') === 1);
    await send({ id: 'a', verb: 'ask' });
    await untilSaid(1);
    expect(said()).to.deep.equal(['snapshot completed 2']);
  });

  it('--vanish 50%: each status for itself', async () => {
    const { send, broker, said } = await start({ behaviour: { vanish: 0.5 } });
    await send(...MANY);
    await broker.until(() => broker.settled.length === MANY.length);
    const patterns = new Set(MANY.map(({ id }) => said(id).join()));
    expect(patterns.size).to.equal(4);
  });

  it('--half: does it, says that it is under way, and completes when asked twice', async () => {
    const { send, untilSaid, said } = await start({ behaviour: { half: 1 } });
    await send({ id: 'a' });
    await untilSaid(1);
    expect(acts('a')).to.equal(1);
    for (const count of [2, 3, 4]) {
      await send({ id: 'a', verb: 'ask' });
      await untilSaid(count);
    }
    expect(said()).to.deep.equal([
      'changed inProgress 1',
      'snapshot inProgress 1',
      'snapshot completed 2',
      'snapshot completed 2',
    ]);
    expect(acts('a')).to.equal(1);
  });

  it('--contradict: says completed, then failed; asked, it says completed', async () => {
    const { send, untilSaid, said, reports } = await start({ behaviour: { contradict: 1 } });
    await send({ id: 'a' });
    await untilSaid(3);
    await send({ id: 'a', verb: 'ask' });
    await untilSaid(4);
    expect(said()).to.deep.equal([
      'changed inProgress 1',
      'changed completed 2',
      'changed failed 3',
      'snapshot completed 3',
    ]);
    expect(reports()[2]?.cause?.code).to.equal('contradiction');
  });

  for (const slowMs of [0, 2_000]) {
    it(`--fail-once${slowMs ? ' --slow' : ''}: fails the first revision of that task, and no other`, async () => {
      const { send, untilSaid, said, reports, clock, broker } = await start({
        behaviour: { failOnce: ['configure'], slowMs },
      });
      await send({ id: 'a', task: 'configure' }, { id: 'b', task: 'install' });
      await broker.idle();
      clock.advance(slowMs);
      await untilSaid(4);
      expect(said('a')).to.deep.equal(['changed inProgress 1', 'changed failed 2']);
      expect(said('b')).to.deep.equal(['changed inProgress 1', 'changed completed 2']);
      const failed = reports().find(({ state }) => state === 'failed');
      expect(failed?.cause).to.deep.equal({ code: 'failedOnce', retryable: false });
      await send({ id: 'a', task: 'configure', revision: 2 });
      await untilSaid(5);
      await broker.idle();
      clock.advance(slowMs);
      await untilSaid(6);
      expect(said('a').slice(2)).to.deep.equal(['changed inProgress 1', 'changed completed 2']);
    });
  }

  it('--down: consumes nothing for that long, then all that waited', async () => {
    const { send, untilSaid, said, clock, broker } = await start({ behaviour: { downMs: 5_000 } });
    await clock.somebodyWaits();
    await send({ id: 'a' });
    clock.advance(4_999);
    expect((await broker.depths())['bench.workorders.fsm.v1']?.ready).to.equal(1);
    expect(said()).to.deep.equal([]);
    clock.advance(1);
    await untilSaid(2);
    expect(said()).to.have.length(2);
  });

  it('--down: can be stopped before it ever came up', async () => {
    const { simulator, clock, send, broker } = await start({ behaviour: { downMs: 5_000 } });
    await clock.somebodyWaits();
    await simulator.stop();
    clock.advance(5_000);
    await send({ id: 'a' });
    expect((await broker.depths())['bench.workorders.fsm.v1']?.ready).to.equal(1);
  });

  it('--seed: does the same again', async () => {
    const behaviour = { refuse: 0.2, duplicate: 0.3, half: 0.1, vanish: 0.1, contradict: 0.1 };
    const once = async (seed: number): Promise<string[]> => {
      const { send, broker, said, simulator } = await start({ behaviour: { ...behaviour, seed } });
      await send(...MANY);
      await broker.until(() => broker.settled.length === MANY.length);
      await simulator.stop();
      return said();
    };
    const first = await once(7);
    expect(await once(7)).to.deep.equal(first);
    expect(await once(8)).to.not.deep.equal(first);
  });
});
