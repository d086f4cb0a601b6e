import { expect } from 'chai';
import type { Database } from '../../src/db/database.js';
import type { Delivery, Publication } from '../../src/messaging/broker.js';
import { createEmbeddedBroker } from '../../src/messaging/embedded/embedded-broker.js';
import type { EmbeddedBrokerOptions } from '../../src/messaging/embedded/embedded-broker.js';
import { topologyOf, workOrdersExchange, workOrdersQueue } from '../../src/messaging/topology.js';
import { sqliteDatabase } from '../support/databases.js';
import type { TestDatabase } from '../support/databases.js';
import { quietLog } from '../support/log.js';
import { until } from '../support/until.js';

/** Counts what is asked of a database. */
function counting(database: Database) {
  const counts = { reads: 0, transactions: 0 };
  const counted: Database = {
    ...database,
    query: (sql, values) => {
      counts.reads += 1;
      return database.query(sql, values);
    },
    transaction: (work) => {
      counts.transactions += 1;
      return database.transaction(work);
    },
  };
  return { counts, counted };
}

describe('the embedded broker and its one writer', () => {
  const topology = topologyOf(['fsm']);
  const queue = workOrdersQueue(topology.prefix, 'fsm');
  let own: TestDatabase;
  beforeEach(async () => {
    own = await sqliteDatabase();
  });
  afterEach(() => own.remove());

  const open = (options: Partial<EmbeddedBrokerOptions> = {}) =>
    createEmbeddedBroker({
      database: own.database,
      topology,
      log: quietLog(),
      now: () => new Date(),
      ...options,
    });
  const messages = (count: number): Publication[] =>
    Array.from({ length: count }, (_, n) => ({
      messageId: `m${n}`,
      exchange: workOrdersExchange(topology.prefix),
      key: 'fsm.workOrder.create',
      headers: {},
      body: { n },
    }));

  it('needs one transaction for a publication, and about one for a batch consumed', async () => {
    const { counts, counted } = counting(own.database);
    const broker = open({ database: counted });
    for (let i = 0; i < 5; i += 1) await broker.publish(messages(200));
    expect(counts.transactions).to.equal(5);
    let seen = 0;
    const consumer = await broker.consume(queue, { prefetch: 200, batch: 100 }, async (batch) => {
      seen += batch.length;
      for (const delivery of batch) delivery.ack();
    });
    await until(() => seen === 1_000);
    await consumer.stop();
    expect(counts.transactions - 5).to.be.at.most(13);
    expect((await broker.depths())[queue]).to.deep.equal({ ready: 0, parked: 0 });
    await broker.close();
  });

  it('writes nothing while there is nothing to do', async () => {
    const { counts, counted } = counting(own.database);
    const broker = open({ database: counted, pollMs: 2 });
    await broker.consume(queue, { prefetch: 10, batch: 10 }, async () => undefined);
    await until(() => counts.reads >= 3);
    const { transactions } = counts;
    await until(() => counts.reads >= 30);
    expect(counts.transactions).to.equal(transactions);
    expect(transactions).to.be.at.most(1);
    await broker.close();
  });

  it('keeps a message that is held longer than a claim lasts', async () => {
    const broker = open({ claimMs: 60, pollMs: 5 });
    const other = open({ database: own.again(), claimMs: 60, pollMs: 5 });
    const held: Delivery[] = [];
    await broker.consume(queue, { prefetch: 1, batch: 1 }, async (batch) => {
      held.push(...batch);
    });
    await broker.publish(messages(1));
    await until(() => held.length === 1);
    const stolen: Delivery[] = [];
    await other.consume(queue, { prefetch: 1, batch: 1 }, async (batch) => {
      stolen.push(...batch);
      for (const delivery of batch) delivery.ack();
    });
    const renewals = new Set<string>();
    await until(async () => {
      const rows = await own.database.query<{ claimed_until: string }>(
        'SELECT claimed_until FROM bus_message',
      );
      for (const row of rows) renewals.add(row.claimed_until);
      return renewals.size >= 6;
    });
    expect(stolen).to.deep.equal([]);
    held[0]?.ack();
    await Promise.all([broker.close(), other.close()]);
    expect(await own.database.query('SELECT seq FROM bus_message')).to.deep.equal([]);
  });

  it('gives back what it claimed and never handed out as if it had not', async () => {
    const broker = open();
    await broker.publish(messages(10));
    let release: () => void = () => undefined;
    const working = new Promise<void>((resolve) => (release = resolve));
    const seen: number[] = [];
    const consumer = await broker.consume(queue, { prefetch: 10, batch: 2 }, async (batch) => {
      seen.push(batch.length);
      await working;
      for (const delivery of batch) delivery.ack();
    });
    await until(() => seen.length === 1);
    const stopping = consumer.stop();
    release();
    await stopping;
    const rows = await own.database.query('SELECT attempts, claimed_by FROM bus_message');
    expect(rows).to.deep.equal(
      Array.from({ length: 8 }, () => ({ attempts: 0, claimed_by: null })),
    );
    await broker.close();
  });
});
