import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fileMemory } from '../../../../adapters/simulation/file-memory.js';
import { inMemory, type SimulatorMemory } from '../../../../adapters/simulation/memory.js';
import { actsOf, type WorkOrderRecord } from '../../../../adapters/simulation/work-order-record.js';
import { startBench } from './bench.js';

const recordOf = (workOrderId: string, more: Partial<WorkOrderRecord> = {}): WorkOrderRecord => ({
  workOrderId,
  revision: 1,
  truth: { workOrderId, revision: 1, sequence: 2, state: 'completed' },
  acts: { 1: 1 },
  ...more,
});

describe("a simulated system's memory", () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'turnup-simulator-'));
    path = join(directory, 'deep', 'fsm.jsonl');
  });
  afterEach(() => rm(directory, { recursive: true }));

  const kinds: [string, (limit?: number) => Promise<SimulatorMemory>][] = [
    ['in memory', (limit) => Promise.resolve(inMemory(limit))],
    ['in a file', (limit) => fileMemory(path, limit)],
  ];
  for (const [name, open] of kinds) {
    describe(name, () => {
      it('answers what was set last, at once', async () => {
        const memory = await open();
        memory.set(recordOf('a'));
        memory.set(recordOf('a', { revision: 2 }));
        expect(memory.get('a')?.revision).to.equal(2);
        expect(memory.get('b')).to.equal(undefined);
        expect([...memory.all()]).to.have.length(1);
        await memory.close();
      });

      it('forgets beyond its limit: the oldest that is settled, or just the oldest', async () => {
        const memory = await open(2);
        const underWay = { dueAtMs: 1, says: [], truth: recordOf('a').truth };
        memory.set(recordOf('a', { underWay }));
        memory.set(recordOf('b'));
        memory.set(recordOf('c', { underWay }));
        expect([...memory.all()].map(({ workOrderId }) => workOrderId)).to.deep.equal(['a', 'c']);
        for (let other = 0; other < 200; other += 1)
          memory.set(recordOf(`x${other}`, { underWay }));
        expect([...memory.all()]).to.have.length(2);
        await memory.close();
      });
    });
  }

  it('in a file: is there after it was opened again', async () => {
    const before = await fileMemory(path);
    before.set(recordOf('a'));
    before.set(recordOf('b'));
    await before.saved();
    const after = await fileMemory(path);
    expect([...after.all()]).to.deep.equal([recordOf('a'), recordOf('b')]);
    await Promise.all([before.close(), after.close()]);
  });

  it('in a file: has written what was set when saved resolves, once for all that wait', async () => {
    const memory = await fileMemory(path);
    memory.set(recordOf('a'));
    const first = memory.saved();
    memory.set(recordOf('b'));
    await Promise.all([first, memory.saved()]);
    const lines = (await readFile(path, 'utf8')).split('\n').filter((line) => line !== '');
    expect(lines.map((line) => (JSON.parse(line) as WorkOrderRecord).workOrderId)).to.deep.equal([
      'a',
      'b',
    ]);
    await memory.close();
  });

  it('in a file: a line cut short by a crash is skipped, and spoils none that follows', async () => {
    const before = await fileMemory(path);
    before.set(recordOf('a'));
    await before.close();
    await appendFile(path, '{"workOrderId":"b","revis');
    const after = await fileMemory(path);
    after.set(recordOf('c'));
    await after.close();
    const last = await fileMemory(path);
    expect([...last.all()].map(({ workOrderId }) => workOrderId)).to.deep.equal(['a', 'c']);
    await last.close();
  });

  it('in a file: does not grow for ever', async () => {
    const line = `${JSON.stringify(recordOf('a'))}\n`;
    await fileMemory(path).then((memory) => memory.close());
    await writeFile(path, line.repeat(10_001));
    const memory = await fileMemory(path);
    expect(memory.get('a')).to.deep.equal(recordOf('a'));
    await memory.close();
    expect(await readFile(path, 'utf8')).to.equal(line);
  });
});

describe('a simulated system that is killed and started again', () => {
  let directory: string;
  let path: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'turnup-simulator-'));
    path = join(directory, 'fsm.jsonl');
  });
  afterEach(() => rm(directory, { recursive: true }));

  /** What is on the disk is all that the next one knows; the first one is not asked to tidy up. */
  const next = () => fileMemory(path);

  it('answers a work order that it did before, and does not do it again', async () => {
    const first = await startBench({ memory: await next() });
    await first.send({ id: 'a' });
    await first.untilSaid(2);
    const second = await startBench({ memory: await next() });
    await second.send({ id: 'a' });
    await second.untilSaid(1);
    expect(second.said()).to.deep.equal(['changed completed 2']);
    expect(actsOf(second.memory.get('a'), 1)).to.equal(1);
    for (const bench of [first, second]) {
      await bench.simulator.stop();
      await bench.memory.close();
    }
  });

  it('goes on with work that was under way', async () => {
    const behaviour = { slowMs: 2_000 };
    const first = await startBench({ memory: await next(), behaviour });
    await first.send({ id: 'a' });
    await first.untilSaid(1);
    const second = await startBench({ memory: await next(), behaviour });
    await second.clock.somebodyWaits();
    second.clock.advance(2_000);
    await second.untilSaid(1);
    expect(second.said()).to.deep.equal(['changed completed 2']);
    for (const bench of [first, second]) {
      await bench.simulator.stop();
      await bench.memory.close();
    }
  });

  it('says what it had done and could not say', async () => {
    const behaviour = { slowMs: 2_000 };
    const first = await startBench({ memory: await next(), behaviour });
    await first.send({ id: 'a' });
    await first.untilSaid(1);
    await first.clock.somebodyWaits();
    first.broker.failPublish(1);
    first.clock.advance(2_000);
    await first.clock.somebodyWaits();
    expect(actsOf(first.memory.get('a'), 1)).to.equal(1);
    const second = await startBench({ memory: await next(), behaviour });
    await second.untilSaid(1);
    expect(second.said()).to.deep.equal(['changed completed 2']);
    expect(actsOf(second.memory.get('a'), 1)).to.equal(1);
    for (const bench of [first, second]) {
      await bench.simulator.stop();
      await bench.memory.close();
    }
  });
});
