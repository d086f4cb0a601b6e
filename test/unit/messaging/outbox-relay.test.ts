import { expect } from 'chai';
import { createOutboxRelay } from '../../../src/messaging/outbox-relay.js';
import type { OutboxRelayOptions } from '../../../src/messaging/outbox-relay.js';
import { topologyOf } from '../../../src/messaging/topology.js';
import { BrokerUnavailable } from '../../../src/messaging/unavailable.js';
import { standingClock } from '../../support/clock.js';
import { DATABASES, interruptible } from '../../support/databases.js';
import type { TestDatabase } from '../../support/databases.js';
import { quietLog, recordingLog } from '../../support/log.js';
import { scriptedBroker } from '../../support/scripted-broker.js';
import type { ScriptedBroker } from '../../support/scripted-broker.js';
import { unitsOver } from '../../support/units.js';
import { until } from '../../support/until.js';

interface Row {
  seq: number;
  subject: string;
  attempts: number;
  sent_at: string | null;
  last_error: string | null;
}

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  describe(`the outbox relay on ${name}`, () => {
    let own: TestDatabase;
    let broker: ScriptedBroker;
    let clock: ReturnType<typeof standingClock>;
    beforeEach(async function () {
      own = await makeDatabase(this);
      broker = scriptedBroker();
      clock = standingClock();
    });
    afterEach(() => own?.remove());

    /** Writes messages as a unit does: `subject/n`, the subject's word deciding the key. */
    const write = (...names: string[]) =>
      unitsOver(own.database).run('test', async (unit) => {
        for (const each of names) {
          unit.send({
            routingKey: `${each.split('/')[0]}.workOrder.create`,
            headers: { 'x-own': 'kept' },
            body: { name: each },
            subject: each.split('/')[0] ?? '',
            journey: null,
          });
        }
      });
    const relayWith = (options: Partial<OutboxRelayOptions> = {}) =>
      createOutboxRelay({
        database: own.database,
        broker,
        topology: topologyOf(['fsm'], 't'),
        holder: 'one',
        log: quietLog(),
        now: clock.now,
        ...options,
      });
    const rows = () => own.database.query<Row>('SELECT * FROM outbox ORDER BY seq');
    const left = () => broker.confirmed.map(({ body }) => body['name']);
    const notFor = (subject: string) =>
      broker.answer(({ key }) => (key.startsWith(`${subject}.`) ? 'unroutable' : 'confirmed'));

    it('publishes what was committed, once, with all that belongs to it', async () => {
      await write('a', 'b');
      const relay = relayWith();
      expect(await relay.relayNext()).to.equal(2);
      expect(await relay.relayNext()).to.equal(0);
      expect(left()).to.deep.equal(['a', 'b']);
      const [stored] = await own.database.query<{ message_id: string; created_at: string }>(
        'SELECT message_id, created_at FROM outbox ORDER BY seq',
      );
      expect(broker.confirmed[0]).to.deep.equal({
        messageId: stored?.message_id,
        exchange: 't.workorders',
        key: 'a.workOrder.create',
        headers: {
          'cloudEvents:specversion': '1.0',
          'cloudEvents:id': stored?.message_id,
          'cloudEvents:type': 'turnup.a.workOrder.create',
          'cloudEvents:source': '/turnup',
          'cloudEvents:time': stored?.created_at,
          'cloudEvents:subject': 'a',
          'x-own': 'kept',
        },
        body: { name: 'a' },
      });
      expect((await rows()).map(({ sent_at: sentAt }) => sentAt)).to.deep.equal(
        Array.from({ length: 2 }, () => clock.now().toISOString()),
      );
    });

    it('takes no more than a batch at once', async () => {
      await write('a', 'b', 'c', 'd', 'e');
      const relay = relayWith({ batch: 2 });
      expect([await relay.relayNext(), await relay.relayNext()]).to.deep.equal([2, 2]);
      expect(await relay.relayNext()).to.equal(1);
      expect(left()).to.deep.equal(['a', 'b', 'c', 'd', 'e']);
    });

    it('confirms a message before it publishes the next one of its subject', async () => {
      await write('a/1', 'b/1', 'a/2', 'a/3', 'c/1');
      expect(await relayWith().relayNext()).to.equal(5);
      expect(broker.calls).to.deep.equal([3, 1, 1]);
      expect(left()).to.deep.equal(['a/1', 'b/1', 'c/1', 'a/2', 'a/3']);
    });

    it('keeps what no queue takes, tries again with back-off, and holds up nobody', async () => {
      await write('erp/1', 'a/1');
      notFor('erp');
      const { log, lines } = recordingLog();
      const relay = relayWith({ log });
      expect(await relay.relayNext()).to.equal(1);
      const [unroutable, sent] = await rows();
      expect(unroutable).to.include({ sent_at: null, attempts: 1 });
      expect(unroutable?.last_error).to.contain('no queue');
      expect(sent).to.include({ attempts: 1, last_error: null });
      expect(lines.filter(({ level }) => level === 50)).to.have.length(1);

      expect(await relay.relayNext(), 'too early').to.equal(0);
      expect((await rows())[0]?.attempts).to.equal(1);
      clock.advance(1_000);
      await relay.relayNext();
      expect((await rows())[0]?.attempts).to.equal(2);
      broker.answer(() => 'confirmed');
      clock.advance(2_000);
      expect(await relay.relayNext()).to.equal(1);
      expect((await rows())[0]).to.include({ attempts: 3, last_error: null });
    });

    it('treats what the broker refuses alike', async () => {
      await write('a/1');
      broker.answer(() => 'refused');
      await relayWith().relayNext();
      expect((await rows())[0]?.last_error).to.contain('does not take');
    });

    it('keeps the order of a subject behind one that did not leave', async () => {
      await write('erp/1', 'erp/2');
      await write('a/1');
      notFor('erp');
      const relay = relayWith();
      await relay.relayNext();
      await write('erp/3', 'a/2');
      await relay.relayNext();
      expect(left()).to.deep.equal(['a/1', 'a/2']);
      broker.answer(() => 'confirmed');
      expect(await relay.relayNext(), 'the first one is not due').to.equal(0);
      clock.advance(1_000);
      while ((await relay.relayNext()) > 0);
      expect(left()).to.deep.equal(['a/1', 'a/2', 'erp/1', 'erp/2', 'erp/3']);
    });

    it('gets past more failing messages than a batch holds', async () => {
      notFor('erp');
      const relay = relayWith({ batch: 3 });
      await write(...Array.from({ length: 7 }, (_, i) => `erp/${i}`), 'a/1');
      for (let i = 0; i < 20 && left().length === 0; i += 1) await relay.relayNext();
      expect(left()).to.deep.equal(['a/1']);
    });

    it('waits while the broker is away, says so once, and loses nothing', async () => {
      const { log, lines } = recordingLog();
      const relay = relayWith({ log });
      await write('a/1');
      broker.setConnected(false);
      for (let i = 0; i < 3; i += 1) expect(await relay.relayNext()).to.equal(0);
      expect((await rows())[0]).to.include({ sent_at: null, attempts: 0, last_error: null });
      broker.setConnected(true);
      expect(await relay.relayNext()).to.equal(1);
      expect(lines.map(({ level }) => level)).to.deep.equal([40, 30]);
    });

    it('marks what was confirmed before the broker went away, and only that', async () => {
      await write('a/1', 'a/2', 'b/1');
      let calls = 0;
      broker.before(async () => {
        calls += 1;
        if (calls === 2) throw new BrokerUnavailable('gone');
      });
      const relay = relayWith();
      expect(await relay.relayNext()).to.equal(2);
      expect((await rows()).map(({ sent_at: sentAt }) => sentAt !== null)).to.deep.equal([
        true,
        false,
        true,
      ]);
      expect(await relay.relayNext()).to.equal(1);
      expect(left()).to.deep.equal(['a/1', 'b/1', 'a/2']);
    });

    it('sends again what it could not mark: twice rather than never', async () => {
      await write('a/1');
      const way = interruptible(own.database);
      broker.before(async () => way.takeAway());
      const tried = await relayWith({ database: way.database })
        .relayNext()
        .catch((error: unknown) => error);
      expect(tried).to.be.instanceOf(Error);
      broker.before(async () => undefined);
      clock.advance(60_000);
      expect(await relayWith().relayNext()).to.equal(1);
      expect(left()).to.deep.equal(['a/1', 'a/1']);
      expect(new Set(broker.confirmed.map(({ messageId }) => messageId)).size).to.equal(1);
    });

    it('is done by one process at a time; another takes over when it falls silent', async () => {
      const one = relayWith({ holder: 'one', leaseMs: 5_000 });
      const two = relayWith({ holder: 'two', database: own.again(), leaseMs: 5_000 });
      await write('a/1');
      expect(await one.relayNext()).to.equal(1);
      await write('a/2');
      expect(await two.relayNext()).to.equal(0);
      clock.advance(4_000);
      expect(await one.relayNext(), 'renews').to.equal(1);
      await write('a/3');
      clock.advance(4_000);
      expect(await two.relayNext()).to.equal(0);
      clock.advance(1_000);
      expect(await two.relayNext()).to.equal(1);
      await write('a/4');
      expect(await one.relayNext(), 'has lost it').to.equal(0);
    });

    it('lets another process relay at once when it stops or has no broker', async () => {
      const one = relayWith({ holder: 'one' });
      await write('a/1');
      await one.relayNext();
      await one.stop();
      const other = scriptedBroker();
      const two = relayWith({ holder: 'two', database: own.again(), broker: other });
      await write('a/2');
      expect(await two.relayNext()).to.equal(1);
      other.setConnected(false);
      await write('a/3');
      expect(await two.relayNext()).to.equal(0);
      expect(await relayWith({ holder: 'three' }).relayNext()).to.equal(1);
    });

    it('relays by itself once started, when woken, until stopped', async () => {
      const relay = relayWith({ pollMs: 1_000_000, now: () => new Date() });
      relay.wake();
      await write('a/1');
      relay.start();
      await until(() => left().length === 1);
      await write('a/2');
      relay.wake();
      await until(() => left().length === 2);
      broker.setConnected(false);
      await write('a/3');
      relay.wake();
      broker.setConnected(true);
      await until(() => left().length === 3);
      await relay.stop();
      await write('a/4');
      relay.wake();
      expect(await relayWith({ holder: 'two' }).relayNext()).to.equal(1);
    });

    it('finds by itself what nobody woke it for, also after the database was away', async () => {
      const { log, lines } = recordingLog();
      const way = interruptible(own.again());
      const relay = relayWith({ database: way.database, pollMs: 5, log, now: () => new Date() });
      relay.start();
      await write('a/1');
      await until(() => left().length === 1);
      way.takeAway();
      await until(() => lines.length === 1);
      await write('a/2');
      way.giveBack();
      await until(() => left().includes('a/2'));
      await relay.stop();
      expect(lines.map(({ level }) => level)).to.deep.equal([40, 30]);
    });

    it('sweeps what was sent or seen long ago, and nothing that waits', async () => {
      await write('a/1', 'erp/1');
      notFor('erp');
      const relay = relayWith();
      await relay.relayNext();
      await own.database.transaction((tx) =>
        tx.query('INSERT INTO inbox(message_id, received_at) VALUES($1, $2)', [
          'old',
          clock.now().toISOString(),
        ]),
      );
      clock.advance(10_000);
      await write('a/2');
      await relay.relayNext();
      expect(await relay.sweep(10_001)).to.equal(0);
      expect(await relay.sweep(10_000 - 1)).to.equal(2);
      expect((await rows()).map(({ subject }) => subject)).to.deep.equal(['erp', 'a']);
    });

    it('sweeps a bounded number at once', async () => {
      await own.database.transaction((tx) =>
        tx.query(
          `INSERT INTO inbox(message_id, received_at)
           SELECT value, '2020' FROM ${own.database.dialect.list('$1')} AS ids`,
          [JSON.stringify(Array.from({ length: 1_500 }, (_, i) => `m${i}`))],
        ),
      );
      const relay = relayWith();
      expect([await relay.sweep(0), await relay.sweep(0), await relay.sweep(0)]).to.deep.equal([
        1_000, 500, 0,
      ]);
    });
  });
}

describe('the outbox relay beside transactions that commit late', () => {
  it('skips nothing', async function () {
    const own = await DATABASES['PostgreSQL']!(this);
    const broker = scriptedBroker();
    const relay = createOutboxRelay({
      database: own.database,
      broker,
      topology: topologyOf(['fsm'], 't'),
      holder: 'one',
      log: quietLog(),
      now: () => new Date(),
    });
    const insert = `INSERT INTO outbox(message_id, routing_key, headers, body, subject, created_at)
      VALUES($1, 'fsm.x', '{}', '{}', $1, '2026') RETURNING seq`;
    let commit: () => void = () => undefined;
    const committing = new Promise<void>((resolve) => (commit = resolve));
    let written = false;
    const late = own.again().transaction(async (tx) => {
      await tx.query(insert, ['early seq, late commit']);
      written = true;
      await committing;
    });
    await until(() => written);
    await own.database.transaction((tx) => tx.query(insert, ['late seq, early commit']));
    expect(await relay.relayNext()).to.equal(1);
    commit();
    await late;
    expect(await relay.relayNext()).to.equal(1);
    expect(broker.confirmed.map(({ messageId }) => messageId)).to.deep.equal([
      'late seq, early commit',
      'early seq, late commit',
    ]);
    await own.remove();
  });
});
