import { expect } from 'chai';
import type { Context } from 'mocha';
import type { Database } from '../../src/db/database.js';
import type { Broker, Delivery, Publication } from '../../src/messaging/broker.js';
import { createInbox } from '../../src/messaging/inbox.js';
import { createOutboxRelay } from '../../src/messaging/outbox-relay.js';
import { statusExchange, statusQueue, workOrdersQueue } from '../../src/messaging/topology.js';
import type { Topology } from '../../src/messaging/topology.js';
import { quietLog } from '../support/log.js';
import { unitsOver } from '../support/units.js';
import { until } from '../support/until.js';

/** A gateway's side and a downstream system's side of one bus. */
export interface RoundTripHarness {
  readonly topology: Topology;
  readonly database: Database;
  /** The gateway's broker, and the downstream system's own. */
  readonly broker: Broker;
  readonly downstream: Broker;
  readonly lanes: number;
  /** Takes away for a moment what both sides stand on. */
  disturb(): Promise<void>;
  close(): Promise<void>;
}

const ORDERS = 2_000;
const WRITTEN_AT_ONCE = 50;

/**
 * Messages through outbox, relay, broker, a system that answers, and inbox: none lost, none twice.
 */
export function roundTripSuite(
  driver: string,
  makeHarness: (context: Context) => Promise<RoundTripHarness>,
): void {
  describe(`work orders out and statuses in: ${driver}`, () => {
    let harness: RoundTripHarness;
    beforeEach(async function () {
      this.timeout(120_000);
      harness = await makeHarness(this);
      await harness.database.transaction((tx) => tx.query('CREATE TABLE effect(id text NOT NULL)'));
    });
    afterEach(() => harness?.close());

    const run = async (disturbances: number) => {
      const { database, topology, broker, downstream, lanes } = harness;
      const units = unitsOver(database);
      const common = { database, broker, log: quietLog(), now: () => new Date() };
      const relay = createOutboxRelay({ ...common, topology, holder: 'test' });
      const inbox = createInbox({
        ...common,
        units,
        queue: statusQueue(topology.prefix),
        lanes,
        handle: async (unit, messages) => {
          const ids = JSON.stringify(messages.map(({ body }) => body['workOrderId']));
          const list = database.dialect.list('$1');
          await unit.query(`INSERT INTO effect(id) SELECT value FROM ${list} AS ids`, [ids]);
        },
      });
      const answering = await answer(downstream, topology);
      relay.start();
      await inbox.start();
      for (let from = 0; from < ORDERS; from += WRITTEN_AT_ONCE) {
        await patiently(() =>
          units.run('test', async (unit) => {
            for (let n = from; n < from + WRITTEN_AT_ONCE; n += 1) unit.send(workOrder(n));
          }),
        );
        relay.wake();
        if (disturbances > 0 && from % Math.floor(ORDERS / disturbances) === 0) {
          await harness.disturb();
        }
      }
      const count = async () => {
        const rows = await database
          .query<{ n: number }>('SELECT COUNT(DISTINCT id) AS n FROM effect')
          .catch(() => []);
        return Number(rows[0]?.n ?? 0);
      };
      await until(async () => (await count()) === ORDERS);
      await relay.stop();
      await inbox.stop();
      await answering.stop();
    };

    const expectExactlyOnce = async () => {
      const { database, broker, topology } = harness;
      const twice = await database.query('SELECT id FROM effect GROUP BY id HAVING COUNT(*) > 1');
      expect(twice, 'applied twice').to.deep.equal([]);
      const [unsent] = await database.query<{ n: number }>(
        'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NULL',
      );
      expect(Number(unsent?.n), 'not sent').to.equal(0);
      await until(async () => {
        const depth = (await broker.depths())[statusQueue(topology.prefix)];
        return depth?.ready === 0 && depth.parked === 0;
      });
    };

    it(`${ORDERS} of them arrive, each once`, async function () {
      this.timeout(120_000);
      await run(0);
      await expectExactlyOnce();
    });

    it(`${ORDERS} of them arrive, each once, with both sides cut off again and again`, async function () {
      this.timeout(120_000);
      await run(8);
      await expectExactlyOnce();
    });
  });
}

function workOrder(n: number) {
  return {
    routingKey: 'fsm.workOrder.create',
    headers: {},
    body: { workOrderId: `w${n}`, padding: 'x'.repeat(1_000) },
    subject: `w${n}`,
    journey: null,
  };
}

/** A downstream system that answers everything, says much of it twice, and forgets nothing. */
function answer(broker: Broker, topology: Topology) {
  const queue = workOrdersQueue(topology.prefix, 'fsm');
  return broker.consume(queue, { prefetch: 200, batch: 100 }, async (batch) => {
    const answers = batch.map((delivery) => answerTo(delivery, topology));
    await broker.publish(answers.flatMap((one, i) => (i % 3 === 0 ? [one, one] : [one])));
    for (const delivery of batch) delivery.ack();
  });
}

function answerTo({ messageId, body }: Delivery, topology: Topology): Publication {
  const { workOrderId } = JSON.parse(body.toString('utf8')) as { workOrderId: string };
  return {
    messageId: `answer to ${messageId}`,
    exchange: statusExchange(topology.prefix),
    key: 'fsm.workOrder.changed',
    headers: { 'cloudEvents:subject': workOrderId },
    body: { workOrderId, state: 'completed', padding: 'x'.repeat(1_000) },
  };
}

/** As a client does who was answered that the database is away: the same again. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
