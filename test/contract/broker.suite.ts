import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { Context } from 'mocha';
import type {
  Broker,
  BrokerState,
  Consumer,
  ConsumerOptions,
  Delivery,
  Publication,
} from '../../src/messaging/broker.js';
import { BrokerUnavailable } from '../../src/messaging/unavailable.js';
import type { Topology } from '../../src/messaging/topology.js';
import { until } from '../support/until.js';

/** A place for brokers of one kind, with a topology of its own. */
export interface BrokerHarness {
  /**
   * Two downstream systems, `fsm` and `cmdb`; delays of some milliseconds; a low delivery limit.
   */
  readonly topology: Topology;
  /** Another broker on the same topology, as another process would have it. */
  open(): Promise<Broker>;
  /** Takes everything away from a broker at once, as when its process is killed. */
  kill(broker: Broker): Promise<void>;
  /** Takes the server away from all brokers, and gives it back. */
  takeAway(): Promise<void>;
  giveBack(): Promise<void>;
  /** Closes what is open and removes every trace. */
  close(): Promise<void>;
}

/** What every driver of the broker contract must hold. */
export function brokerSuite(
  driver: Broker['name'],
  makeHarness: (context: Context) => Promise<BrokerHarness>,
): void {
  describe(`a broker: ${driver}`, () => {
    let harness: BrokerHarness;
    let broker: Broker;
    let fsm: string;
    let workOrders: string;

    beforeEach(async function () {
      ending = false;
      harness = await makeHarness(this);
      broker = await harness.open();
      const [exchange] = harness.topology.exchanges;
      const [queue] = harness.topology.queues;
      if (!exchange || !queue) throw new Error('the harness has no topology');
      workOrders = exchange;
      fsm = queue.name;
    });
    afterEach(async () => {
      ending = true;
      for (const delivery of handedOut.splice(0)) delivery.ack();
      await harness?.close();
    });

    const handedOut: Delivery[] = [];
    let ending = false;
    /** As the broker's own, and lets go of everything when the test ends. */
    const consume = (
      on: Broker,
      options: ConsumerOptions,
      handle: (batch: Delivery[]) => Promise<void>,
    ): Promise<Consumer> =>
      on.consume(fsm, options, async (batch) => {
        handedOut.push(...batch);
        if (!ending) return handle(batch);
        for (const delivery of batch) delivery.ack();
      });

    const message = (n: number, key = 'fsm.workOrder.create'): Publication => ({
      messageId: `m${n}-${randomUUID()}`,
      exchange: workOrders,
      key,
      headers: { 'cloudEvents:subject': `s${n}`, 'x-note': 'käse' },
      body: { n },
    });
    const messages = (count: number, from = 0) =>
      Array.from({ length: count }, (_, i) => message(from + i));
    const numberOf = (delivery: Delivery) =>
      (JSON.parse(delivery.body.toString('utf8')) as { n: number }).n;

    /** Consumes, remembers, and settles as told; acknowledges when told nothing. */
    const listen = async (
      on: Broker,
      settle: (delivery: Delivery) => void = (delivery) => delivery.ack(),
      options = { prefetch: 100, batch: 10 },
    ) => {
      const seen: Delivery[] = [];
      const batches: number[] = [];
      const consumer: Consumer = await consume(on, options, async (batch) => {
        batches.push(batch.length);
        seen.push(...batch);
        batch.forEach(settle);
      });
      return { seen, batches, consumer, numbers: () => seen.map(numberOf) };
    };

    describe('publishing', () => {
      it('is confirmed for every message, in the order given', async () => {
        const sent = messages(30);
        const published = await broker.publish(sent);
        expect(published).to.deep.equal(
          sent.map(({ messageId }) => ({ messageId, outcome: 'confirmed' })),
        );
      });

      it('answers nothing for nothing', async () => {
        expect(await broker.publish([])).to.deep.equal([]);
      });

      it('says which messages no queue takes, and takes the others', async () => {
        const sent = [
          message(1),
          message(2, 'erp.workOrder.create'),
          { ...message(3), exchange: 'nobody.made.this' },
          { ...message(4), key: `fsm.${'x'.repeat(300)}` },
          message(5),
        ];
        const outcomes = (await broker.publish(sent)).map(({ outcome }) => outcome);
        expect(outcomes).to.deep.equal([
          'confirmed',
          'unroutable',
          'unroutable',
          'unroutable',
          'confirmed',
        ]);
        const { numbers } = await listen(broker);
        await until(() => numbers().length === 2);
        expect(numbers()).to.deep.equal([1, 5]);
      });

      it('routes by the topic patterns of the topology', async () => {
        const [, statuses] = harness.topology.exchanges;
        const [, cmdb, status] = harness.topology.queues;
        await broker.publish([
          message(1, 'fsm'),
          message(2, 'cmdb.workOrder.create'),
          { ...message(3, 'any.key.of.theirs'), exchange: statuses ?? '' },
        ]);
        await until(async () => {
          const depths = await broker.depths();
          return [fsm, cmdb?.name, status?.name].every((name) => depths[name ?? '']?.ready === 1);
        });
      });

      it('keeps what it confirmed when its own process dies', async () => {
        await broker.publish(messages(5));
        await harness.kill(broker);
        const { numbers } = await listen(await harness.open());
        await until(() => numbers().length === 5);
        expect(numbers()).to.deep.equal([0, 1, 2, 3, 4]);
      });
    });

    describe('consuming', () => {
      it('delivers what was sent: id, key, headers and body', async () => {
        const sent = message(7);
        await broker.publish([sent]);
        const { seen } = await listen(broker);
        await until(() => seen.length === 1);
        expect(seen[0]).to.include({
          messageId: sent.messageId,
          key: sent.key,
          redelivered: false,
        });
        expect(seen[0]?.headers).to.deep.equal(sent.headers);
        expect(JSON.parse(String(seen[0]?.body))).to.deep.equal(sent.body);
      });

      it('delivers in the order of publishing, across calls and batches', async () => {
        const { numbers } = await listen(broker);
        for (let from = 0; from < 200; from += 40) await broker.publish(messages(40, from));
        await until(() => numbers().length === 200);
        expect(numbers()).to.deep.equal(Array.from({ length: 200 }, (_, i) => i));
      });

      it('hands over batches no larger than asked, one after the other', async () => {
        await broker.publish(messages(100));
        let atOnce = 0;
        let most = 0;
        const sizes: number[] = [];
        await consume(broker, { prefetch: 100, batch: 16 }, async (batch) => {
          most = Math.max(most, ++atOnce);
          sizes.push(batch.length);
          await new Promise((resolve) => setImmediate(resolve));
          batch.forEach((delivery) => delivery.ack());
          atOnce -= 1;
        });
        await until(() => sizes.reduce((sum, size) => sum + size, 0) === 100);
        expect(most).to.equal(1);
        expect(Math.max(...sizes)).to.equal(16);
        expect(sizes.length, 'gathers what is there').to.be.lessThan(20);
      });

      it('never has more unsettled than the prefetch, and goes on as they are settled', async () => {
        await broker.publish(messages(60));
        const open: Delivery[] = [];
        let most = 0;
        let seen = 0;
        await consume(broker, { prefetch: 7, batch: 3 }, async (batch) => {
          open.push(...batch);
          seen += batch.length;
          most = Math.max(most, open.length);
        });
        while (seen < 60) {
          await until(() => open.length === Math.min(7, 60 - (seen - open.length)));
          for (const delivery of open.splice(0, 2)) delivery.ack();
        }
        expect(most).to.equal(7);
      });

      it('settles out of order, each message by itself', async () => {
        await broker.publish(messages(10));
        const held: Delivery[] = [];
        const { consumer, seen } = await listen(broker, (delivery) => held.push(delivery));
        await until(() => seen.length === 10);
        for (const at of [9, 0, 4, 5, 1]) held[at]?.ack();
        for (const at of [2, 3, 6, 7, 8]) held[at]?.park('by hand');
        await consumer.stop();
        await until(async () => (await broker.depths())[fsm]?.parked === 5);
        expect((await broker.depths())[fsm]).to.deep.equal({ ready: 0, parked: 5 });
      });

      it('takes the first settlement and ignores any other', async () => {
        await broker.publish(messages(1));
        const { seen, consumer } = await listen(broker, (delivery) => {
          delivery.ack();
          delivery.park('too late');
          delivery.retry(0, 'too late');
          delivery.ack();
        });
        await until(() => seen.length === 1);
        await consumer.stop();
        expect((await broker.depths())[fsm]).to.deep.equal({ ready: 0, parked: 0 });
      });

      it('shares a queue among consumers, each message with one of them', async () => {
        const other = await harness.open();
        const one = await listen(broker, undefined, { prefetch: 5, batch: 5 });
        const two = await listen(other, undefined, { prefetch: 5, batch: 5 });
        await broker.publish(messages(100));
        await until(() => one.seen.length + two.seen.length === 100);
        const all = [...one.numbers(), ...two.numbers()].sort((a, b) => a - b);
        expect(all).to.deep.equal(Array.from({ length: 100 }, (_, i) => i));
      });

      it('delivers a message twice that was published twice', async () => {
        const sent = message(1);
        await broker.publish([sent, sent]);
        await broker.publish([sent]);
        const { seen } = await listen(broker);
        await until(() => seen.length === 3);
        expect(seen.map(({ messageId }) => messageId)).to.deep.equal(
          Array.from({ length: 3 }, () => sent.messageId),
        );
      });

      it('refuses a queue that is not in the topology', async () => {
        const tried = await broker
          .consume('no.such.queue', { prefetch: 1, batch: 1 }, async () => undefined)
          .catch((error: unknown) => error);
        expect(tried).to.be.instanceOf(Error);
      });
    });

    describe('retrying', () => {
      it('brings a message back as it was, and says that it was handed out before', async () => {
        const sent = message(1);
        await broker.publish([sent]);
        const { seen } = await listen(broker, (delivery) =>
          delivery.redelivered ? delivery.ack() : delivery.retry(1, 'not yet'),
        );
        await until(() => seen.length === 2);
        expect(seen[1]).to.include({
          messageId: sent.messageId,
          key: sent.key,
          redelivered: true,
        });
        expect(seen[1]?.headers).to.deep.equal(sent.headers);
        expect(JSON.parse(String(seen[1]?.body))).to.deep.equal(sent.body);
      });

      it('does not hold up the messages behind it', async () => {
        await broker.publish(messages(3));
        const { numbers } = await listen(broker, (delivery) =>
          numberOf(delivery) === 0 && !delivery.redelivered
            ? delivery.retry(1, 'not yet')
            : delivery.ack(),
        );
        await until(() => numbers().length === 4);
        expect(numbers()).to.deep.equal([0, 1, 2, 0]);
      });

      it('brings a short delay back before a long one asked for earlier', async () => {
        await broker.publish(messages(2));
        const { numbers } = await listen(broker, (delivery) => {
          if (delivery.redelivered) delivery.ack();
          else delivery.retry(numberOf(delivery) === 0 ? 300 : 1, 'not yet');
        });
        await until(() => numbers().length === 4);
        expect(numbers()).to.deep.equal([0, 1, 1, 0]);
      });

      it('retries what a failed handler left unsettled, and nothing else', async () => {
        await broker.publish(messages(4));
        const seen: number[] = [];
        await consume(broker, { prefetch: 10, batch: 4 }, async (batch) => {
          seen.push(...batch.map(numberOf));
          if (batch.some(({ redelivered }) => redelivered)) {
            for (const delivery of batch) delivery.ack();
            return;
          }
          batch[0]?.ack();
          batch[2]?.park('by hand');
          throw new Error('half done');
        });
        await until(() => seen.length === 6);
        expect(seen.slice(4).sort()).to.deep.equal([1, 3]);
        await until(async () => (await broker.depths())[fsm]?.parked === 1);
        expect((await broker.depths())[fsm]?.ready).to.equal(0);
      });

      it('parks a message that fails whenever it is handed out, with the last reason', async () => {
        await broker.publish([message(13)]);
        let times = 0;
        await consume(broker, { prefetch: 10, batch: 5 }, async () => {
          times += 1;
          throw new Error(`poison ${times}`);
        });
        await until(async () => (await broker.depths())[fsm]?.parked === 1);
        const { deliveryLimit } = harness.topology;
        expect(times).to.equal(deliveryLimit);
        const [parked] = await broker.parked(fsm, 10);
        expect(parked?.reason).to.contain(`poison ${deliveryLimit}`);
      });
    });

    describe('parking', () => {
      const parkAll = async (count: number) => {
        const sent = messages(count);
        await broker.publish(sent);
        const { consumer, seen } = await listen(broker, (delivery) =>
          delivery.park(`reason ${numberOf(delivery)}`),
        );
        await until(() => seen.length === count);
        await consumer.stop();
        await until(async () => (await broker.depths())[fsm]?.parked === count);
        return sent;
      };

      it('keeps all of the message and why, readable again and again, oldest first', async () => {
        const sent = await parkAll(3);
        for (const look of [1, 2]) {
          const parked = await broker.parked(fsm, 10);
          expect(
            parked.map(({ messageId }) => messageId),
            `look ${look}`,
          ).to.deep.equal(sent.map(({ messageId }) => messageId));
          expect(parked[1]).to.include({ queue: fsm, key: sent[1]?.key, reason: 'reason 1' });
          expect(parked[1]?.headers).to.deep.equal(sent[1]?.headers);
          expect(JSON.parse(parked[1]?.body ?? '')).to.deep.equal({ n: 1 });
          expect(new Date(parked[1]?.at ?? '').toISOString()).to.equal(parked[1]?.at);
        }
      });

      it('reads no more than asked', async () => {
        await parkAll(3);
        expect(await broker.parked(fsm, 2)).to.have.length(2);
      });

      it('replays the one message asked for, as if it were new', async () => {
        const sent = await parkAll(3);
        expect(await broker.replay(fsm, sent[1]?.messageId ?? '')).to.equal(true);
        const { seen, numbers } = await listen(broker);
        await until(() => seen.length === 1);
        expect(numbers()).to.deep.equal([1]);
        expect(seen[0]).to.include({ key: sent[1]?.key, redelivered: false });
        expect(seen[0]?.headers).to.deep.equal(sent[1]?.headers);
        const left = (await broker.parked(fsm, 10)).map(({ messageId }) => messageId);
        expect(left).to.deep.equal([sent[0]?.messageId, sent[2]?.messageId]);
      });

      it('replays nothing for an id that is not there', async () => {
        await parkAll(1);
        expect(await broker.replay(fsm, 'unknown')).to.equal(false);
        expect(await broker.parked(fsm, 10)).to.have.length(1);
      });

      it('can park, replay and retry the same message over and over', async () => {
        const [sent] = await parkAll(1);
        const id = sent?.messageId ?? '';
        for (const round of [1, 2, 3]) {
          expect(await broker.replay(fsm, id), `round ${round}`).to.equal(true);
          const { consumer, seen } = await listen(broker, (delivery) =>
            delivery.redelivered ? delivery.park('again') : delivery.retry(1, 'not yet'),
          );
          await until(() => seen.length === 2);
          await consumer.stop();
          await until(async () => (await broker.depths())[fsm]?.parked === 1);
        }
        expect((await broker.parked(fsm, 1))[0]?.key).to.equal(sent?.key);
      });
    });

    describe('a consumer that dies', () => {
      it('loses nothing: another one gets what was not settled, marked', async () => {
        await broker.publish(messages(6));
        const { seen } = await listen(broker, (delivery) => {
          if (numberOf(delivery) < 2) delivery.ack();
        });
        await until(() => seen.length === 6);
        await until(async () => (await broker.depths())[fsm]?.ready === 0);
        await harness.kill(broker);
        const next = await listen(await harness.open());
        await until(() => [2, 3, 4, 5].every((n) => next.numbers().includes(n)));
        expect(next.seen.filter(({ redelivered }) => !redelivered)).to.deep.equal([]);
        expect(next.numbers().filter((n) => n >= 2)).to.deep.equal([2, 3, 4, 5]);
      });

      it('parks a message on which one consumer after the other dies', async () => {
        await broker.publish([message(1)]);
        const { deliveryLimit } = harness.topology;
        let victim = broker;
        for (let death = 1; death <= deliveryLimit; death += 1) {
          const { seen } = await listen(victim, () => undefined);
          await until(() => seen.length === 1);
          await harness.kill(victim);
          victim = await harness.open();
        }
        const last = await listen(victim);
        await until(async () => (await victim.depths())[fsm]?.parked === 1);
        expect(last.seen).to.deep.equal([]);
        const [parked] = await victim.parked(fsm, 1);
        expect(parked).to.include({ key: 'fsm.workOrder.create' });
        expect(parked?.reason).to.contain('never settled');
        expect(await victim.replay(fsm, parked?.messageId ?? '')).to.equal(true);
        await until(() => last.seen.length === 1);
        expect(last.seen[0]?.key).to.equal('fsm.workOrder.create');
      });

      it('may be replayed after that and retried, and still comes back', async () => {
        await broker.publish([message(1)]);
        let victim = broker;
        for (let death = 1; death <= harness.topology.deliveryLimit; death += 1) {
          const { seen } = await listen(victim, () => undefined);
          await until(() => seen.length === 1);
          await harness.kill(victim);
          victim = await harness.open();
        }
        const { seen } = await listen(victim, (delivery) =>
          delivery.redelivered ? delivery.ack() : delivery.retry(1, 'not yet'),
        );
        await until(async () => (await victim.depths())[fsm]?.parked === 1);
        const [parked] = await victim.parked(fsm, 1);
        expect(await victim.replay(fsm, parked?.messageId ?? '')).to.equal(true);
        await until(() => seen.length === 2);
        expect(seen.map(({ redelivered }) => redelivered)).to.deep.equal([false, true]);
      });
    });

    describe('stopping', () => {
      it('waits until what was handed out is settled', async () => {
        await broker.publish(messages(3));
        const held: Delivery[] = [];
        const { consumer, seen } = await listen(broker, (delivery) => held.push(delivery));
        await until(() => seen.length === 3);
        let stopped = false;
        const stopping = consumer.stop().then(() => (stopped = true));
        for (const delivery of held) {
          await new Promise((resolve) => setImmediate(resolve));
          expect(stopped).to.equal(false);
          delivery.ack();
        }
        await stopping;
        expect((await broker.depths())[fsm]).to.deep.equal({ ready: 0, parked: 0 });
      });

      it('leaves to others, in order, what was not handed out', async () => {
        await broker.publish(messages(20));
        let release: () => void = () => undefined;
        const blocked = new Promise<void>((resolve) => (release = resolve));
        let got = 0;
        const consumer = await consume(broker, { prefetch: 20, batch: 2 }, async (batch) => {
          got += batch.length;
          await blocked;
          batch.forEach((delivery) => delivery.ack());
        });
        await until(() => got === 2);
        const stopping = consumer.stop();
        release();
        await stopping;
        expect(got).to.equal(2);
        const { numbers } = await listen(broker);
        await until(() => numbers().length === 18);
        expect(numbers()).to.deep.equal(Array.from({ length: 18 }, (_, i) => i + 2));
      });

      it('of the broker waits for every consumer, and ends publishing', async () => {
        await broker.publish(messages(2));
        const held: Delivery[] = [];
        const { seen } = await listen(broker, (delivery) => held.push(delivery));
        await until(() => seen.length === 2);
        let closed = false;
        const closing = broker.close().then(() => (closed = true));
        await new Promise((resolve) => setImmediate(resolve));
        expect(closed).to.equal(false);
        held.forEach((delivery) => delivery.ack());
        await closing;
        const tried = await broker.publish([message(3)]).catch((error: unknown) => error);
        expect(tried).to.be.instanceOf(BrokerUnavailable);
        const other = await harness.open();
        expect((await other.depths())[fsm]).to.deep.equal({ ready: 0, parked: 0 });
      });
    });

    describe('the server going away', () => {
      it('is told once, as is its return', async () => {
        const told: BrokerState[] = [];
        await listen(broker);
        expect(broker.state().connected).to.equal(true);
        broker.onStateChange((state) => told.push(state));
        await harness.takeAway();
        await until(() => !broker.state().connected);
        const [before] = await broker.publish([message(1)]).catch((error: unknown) => [error]);
        expect(before).to.be.instanceOf(BrokerUnavailable);
        await harness.giveBack();
        await until(() => broker.state().connected);
        expect(told.map(({ connected }) => connected)).to.deep.equal([false, true]);
        expect(told[0]?.reason).to.be.a('string').and.not.equal('');
        expect(broker.state().reason).to.equal(undefined);
      });

      it('loses nothing, and consumers go on by themselves', async () => {
        const { numbers } = await listen(broker);
        await broker.publish(messages(20));
        await until(() => numbers().length >= 20);
        await harness.takeAway();
        await until(() => !broker.state().connected);
        await harness.giveBack();
        await until(() => broker.state().connected);
        await broker.publish(messages(20, 20));
        await until(() => new Set(numbers()).size === 40);
      });

      it('makes late settlements harmless', async () => {
        await broker.publish(messages(4));
        const held: Delivery[] = [];
        const { numbers } = await listen(broker, (delivery) => held.push(delivery));
        await until(() => held.length === 4);
        await harness.takeAway();
        await until(() => !broker.state().connected);
        held[0]?.ack();
        held[1]?.retry(1, 'late');
        held[2]?.park('late');
        await harness.giveBack();
        await until(() => broker.state().connected);
        held[3]?.ack();
        const settleAll = () => held.splice(0).forEach((delivery) => delivery.ack());
        await broker.publish(messages(2, 4));
        await until(() => {
          settleAll();
          return numbers().includes(4) && numbers().includes(5);
        });
        await until(async () => {
          settleAll();
          return (await broker.depths())[fsm]?.ready === 0;
        });
      });
    });
  });
}
