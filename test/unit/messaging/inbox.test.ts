import { expect } from 'chai';
import type { Broker, ConsumerOptions, Delivery } from '../../../src/messaging/broker.js';
import type { Database } from '../../../src/db/database.js';
import { createInbox } from '../../../src/messaging/inbox.js';
import type { InboxOptions } from '../../../src/messaging/inbox.js';
import { DATABASES, interruptible } from '../../support/databases.js';
import type { TestDatabase } from '../../support/databases.js';
import { deliveryOf } from '../../support/deliveries.js';
import type { GivenDelivery, HandedDelivery } from '../../support/deliveries.js';
import { quietLog, recordingLog } from '../../support/log.js';
import { scriptedBroker } from '../../support/scripted-broker.js';
import { unitsOver } from '../../support/units.js';
import { until } from '../../support/until.js';

/** A broker whose queue is the test: what is handed over, and what becomes of it. */
function handBroker() {
  let handle: ((batch: Delivery[]) => Promise<void>) | undefined;
  let options: ConsumerOptions | undefined;
  const open = new Set<HandedDelivery>();
  const broker: Broker = {
    ...scriptedBroker(),
    async consume(_queue, wanted, work) {
      options = wanted;
      handle = work;
      return { stop: () => until(() => [...open].every((one) => one.settled() !== undefined)) };
    },
  };
  return {
    broker,
    options: () => options,
    async hand(...given: (GivenDelivery & { onSettled?: () => void })[]) {
      const handed = given.map((one) => deliveryOf(one, one.onSettled));
      for (const one of handed) open.add(one);
      await handle?.(handed.map(({ delivery }) => delivery));
      return handed;
    },
  };
}

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  describe(`the inbox on ${name}`, () => {
    let own: TestDatabase;
    let applied: string[];
    beforeEach(async function () {
      own = await makeDatabase(this);
      applied = [];
      await own.database.transaction((tx) => tx.query('CREATE TABLE effect(id text NOT NULL)'));
    });
    afterEach(() => own?.remove());

    /** An effect in the unit, so that what was rolled back does not count. */
    const apply: InboxOptions['handle'] = async (unit, messages) => {
      for (const { messageId } of messages) {
        await unit.query('INSERT INTO effect(id) VALUES($1)', [messageId]);
        unit.afterCommit(() => applied.push(messageId));
      }
    };
    const effects = async () =>
      (await own.database.query<{ id: string }>('SELECT id FROM effect'))
        .map(({ id }) => id)
        .sort();
    const openInbox = async (
      options: Partial<InboxOptions> & { on?: Database } = {},
      hands = handBroker(),
    ) => {
      const { on = own.database, ...rest } = options;
      const inbox = createInbox({
        units: unitsOver(on),
        database: on,
        broker: hands.broker,
        queue: 'status',
        log: quietLog(),
        now: () => new Date(),
        handle: apply,
        lanes: 1,
        ...rest,
      });
      await inbox.start();
      return { inbox, ...hands };
    };
    const settlements = (handed: readonly HandedDelivery[]) => handed.map((one) => one.settled());
    const allSettled = (handed: readonly HandedDelivery[]) =>
      until(() => handed.every((one) => one.settled() !== undefined));

    it('applies messages together, in order, and acknowledges them after the commit', async () => {
      const batches: number[] = [];
      const { hand } = await openInbox({
        handle: async (unit, messages) => {
          batches.push(messages.length);
          await apply(unit, messages);
        },
      });
      const committedFirst: boolean[] = [];
      const handed = await hand(
        ...['x', 'y', 'z'].map((messageId) => ({
          messageId,
          onSettled: () => committedFirst.push(applied.includes(messageId)),
        })),
      );
      await allSettled(handed);
      expect(settlements(handed)).to.deep.equal(['ack', 'ack', 'ack']);
      expect(committedFirst).to.deep.equal([true, true, true]);
      expect(applied).to.deep.equal(['x', 'y', 'z']);
      expect(batches).to.deep.equal([3]);
    });

    it('hands the handler all of a message, and acts as the downstream side', async () => {
      let seen: unknown;
      const { hand } = await openInbox({
        handle: async (unit, [message]) => {
          seen = { actor: unit.actor, ...message, refuse: undefined };
        },
      });
      const headers = { 'cloudEvents:subject': 's' };
      await allSettled(await hand({ messageId: 'm', key: 'k', headers, body: '{"a":[1]}' }));
      expect(seen).to.deep.equal({
        actor: 'downstream',
        messageId: 'm',
        key: 'k',
        headers,
        body: { a: [1] },
        refuse: undefined,
      });
    });

    it('applies a message once, however often and wherever it comes', async () => {
      const one = await openInbox();
      const two = await openInbox({ on: own.again() });
      const given = Array.from({ length: 20 }, (_, i) => ({ messageId: `m${i % 10}` }));
      const handed = await Promise.all([one.hand(...given), two.hand(...given.reverse())]);
      await allSettled(handed.flat());
      const again = await one.hand({ messageId: 'm3' });
      await allSettled(again);
      expect(new Set(settlements([...handed.flat(), ...again]))).to.deep.equal(new Set(['ack']));
      expect(await effects()).to.deep.equal(Array.from({ length: 10 }, (_, i) => `m${i}`));
    });

    it('parks what it cannot read, and goes on', async () => {
      const { hand } = await openInbox();
      const handed = await hand(
        { messageId: 'a', body: 'no json' },
        { messageId: '' },
        { messageId: 'b' },
      );
      await allSettled(handed);
      expect(handed[0]?.settled()).to.match(/^park .*JSON/);
      expect(handed[1]?.settled()).to.match(/^park .*message id/);
      expect(handed[2]?.settled()).to.equal('ack');
    });

    it('parks what the handler refuses, keeps the rest, and takes it anew when replayed', async () => {
      let refusing = true;
      const { hand } = await openInbox({
        handle: async (unit, messages) => {
          const [good, bad] = [messages.filter(isGood), messages.filter((one) => !isGood(one))];
          if (refusing) bad.forEach((one) => one.refuse('who is that?'));
          await apply(unit, refusing ? good : messages);
        },
      });
      const isGood = ({ messageId }: { messageId: string }) => messageId !== 'bad';
      const handed = await hand({ messageId: 'a' }, { messageId: 'bad' }, { messageId: 'b' });
      await allSettled(handed);
      expect(settlements(handed)).to.deep.equal(['ack', 'park who is that?', 'ack']);
      expect(await effects()).to.deep.equal(['a', 'b']);
      refusing = false;
      const again = await hand({ messageId: 'bad' });
      await allSettled(again);
      expect(settlements(again)).to.deep.equal(['ack']);
      expect(await effects()).to.deep.equal(['a', 'b', 'bad']);
    });

    it('does a failed batch one by one, so that one bad message fails alone', async () => {
      const { hand } = await openInbox({ handle: failingOn('bad') });
      const handed = await hand({ messageId: 'a' }, { messageId: 'bad' }, { messageId: 'b' });
      await allSettled(handed);
      expect(settlements(handed)).to.deep.equal(['ack', 'retry 1000 bad news', 'ack']);
      expect(await effects()).to.deep.equal(['a', 'b']);
    });

    it('parks a message that fails whenever it comes, with the error, and forgets it', async () => {
      const { hand } = await openInbox({ handle: failingOn('bad') });
      const outcomes: (string | undefined)[] = [];
      for (let time = 1; outcomes.length < 20; time += 1) {
        const handed = await hand({ messageId: 'bad', redelivered: time > 1 });
        await allSettled(handed);
        outcomes.push(...settlements(handed));
        if (outcomes.at(-1)?.startsWith('park')) break;
      }
      expect(outcomes).to.deep.equal([
        'retry 1000 bad news',
        'retry 1000 bad news',
        'retry 4000 bad news',
        'retry 8000 bad news',
        'retry 16000 bad news',
        'park bad news',
      ]);
      expect(await own.database.query('SELECT * FROM redelivery')).to.deep.equal([]);
      expect(await own.database.query('SELECT * FROM inbox')).to.deep.equal([]);
    });

    it('finds and parks a message that ends the process, and no innocent one', async () => {
      const names = ['a', 'killer', 'b', 'c'];
      let deaths = 0;
      for (let life = 1; life <= 12; life += 1) {
        const way = interruptible(own.database);
        let died: () => void = () => undefined;
        const death = new Promise<void>((resolve) => (died = resolve));
        const { hand, inbox } = await openInbox({
          on: way.database,
          handle: async (unit, messages) => {
            if (messages.some(({ messageId }) => messageId === 'killer')) {
              way.takeAway();
              died();
              await new Promise(() => undefined);
            }
            await apply(unit, messages);
          },
          units: dyingUnits(way.database, death),
        });
        const left = names.filter((one) => !applied.includes(one));
        const handed = await hand(
          ...left.map((messageId) => ({ messageId, redelivered: life > 1 })),
        );
        const isAlive = await Promise.race([
          allSettled(handed).then(() => true),
          death.then(() => false),
        ]);
        if (!isAlive) {
          deaths += 1;
          void inbox.stop();
          continue;
        }
        const parked = handed.filter((one) => one.settled()?.startsWith('park'));
        expect(parked.map(({ delivery }) => delivery.messageId)).to.deep.equal(['killer']);
        expect(parked[0]?.settled()).to.contain('never finished');
        break;
      }
      expect(deaths).to.equal(6);
      expect(await effects()).to.deep.equal(['a', 'b', 'c']);
      expect(await own.database.query('SELECT * FROM redelivery')).to.deep.equal([]);
    });

    it('does redelivered messages together as long as none is under suspicion', async () => {
      const batches: number[] = [];
      const { hand } = await openInbox({
        handle: async (unit, messages) => {
          batches.push(messages.length);
          await apply(unit, messages);
        },
      });
      const given = Array.from({ length: 30 }, (_, i) => ({
        messageId: `m${i}`,
        redelivered: i % 2 === 0,
      }));
      await allSettled(await hand(...given));
      expect(batches).to.deep.equal([30]);
      expect(await own.database.query('SELECT * FROM redelivery')).to.deep.equal([]);
    });

    it('waits while the database is away: nothing is settled, nothing counts as tried', async () => {
      const { log, lines } = recordingLog();
      const way = interruptible(own.database);
      const { hand } = await openInbox({ on: way.database, log });
      way.takeAway();
      const handed = await hand({ messageId: 'a' }, { messageId: 'b', redelivered: true });
      await until(() => lines.length === 1);
      expect(settlements(handed)).to.deep.equal([undefined, undefined]);
      way.giveBack();
      await allSettled(handed);
      expect(settlements(handed)).to.deep.equal(['ack', 'ack']);
      expect(await effects()).to.deep.equal(['a', 'b']);
      expect(lines.map(({ level }) => level)).to.deep.equal([40, 30]);
    });

    it('lets go of what it cannot settle when it stops while the database is away', async () => {
      const way = interruptible(own.database);
      const { log, lines } = recordingLog();
      const { hand, inbox } = await openInbox({ on: way.database, log });
      way.takeAway();
      const handed = await hand({ messageId: 'a' }, { messageId: 'b' });
      await until(() => lines.length === 1);
      await inbox.stop();
      expect(settlements(handed).every((how) => how?.startsWith('retry 0'))).to.equal(true);
    });

    it('stops when everything handed over is settled', async () => {
      const { hand, inbox } = await openInbox();
      const handed = await hand(...Array.from({ length: 50 }, (_, i) => ({ messageId: `m${i}` })));
      await inbox.stop();
      expect(new Set(settlements(handed))).to.deep.equal(new Set(['ack']));
    });

    it('is not confused when its unit runs the handler more than once', async () => {
      let runs = 0;
      const { hand } = await openInbox({
        units: twice(unitsOver(own.database)),
        handle: async (unit, messages) => {
          runs += 1;
          if (runs === 1) messages[0]?.refuse('only the first time');
          await apply(unit, messages);
        },
      });
      const handed = await hand({ messageId: 'a' });
      await allSettled(handed);
      expect(runs).to.equal(2);
      expect(settlements(handed)).to.deep.equal(['ack']);
      expect(await effects()).to.deep.equal(['a']);
    });

    it('applies messages of one subject in order in any number of lanes', async () => {
      const { hand, options } = await openInbox({ lanes: 4, batch: 5 });
      const given = Array.from({ length: 120 }, (_, i) => ({
        messageId: `s${i % 6}-${String(i).padStart(3, '0')}`,
        body: JSON.stringify({ workOrderId: `s${i % 6}` }),
      }));
      await allSettled(await hand(...given));
      for (let s = 0; s < 6; s += 1) {
        const ofSubject = applied.filter((id) => id.startsWith(`s${s}-`));
        expect(ofSubject).to.have.length(20);
        expect(ofSubject).to.deep.equal([...ofSubject].sort());
      }
      expect(options()?.prefetch).to.equal(40);
    });

    function failingOn(bad: string): InboxOptions['handle'] {
      return async (unit, messages) => {
        await apply(unit, messages);
        if (messages.some(({ messageId }) => messageId === bad)) throw new Error('bad news');
      };
    }
  });
}

describe('the inbox in lanes', () => {
  it('does not let one slow subject hold up the others', async function () {
    const own = await DATABASES['PostgreSQL']!(this);
    const hands = handBroker();
    let release: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (release = resolve));
    const inbox = createInbox({
      units: unitsOver(own.database),
      database: own.database,
      broker: hands.broker,
      queue: 'status',
      log: quietLog(),
      now: () => new Date(),
      lanes: 4,
      handle: async (_unit, messages) => {
        if (messages.some(({ messageId }) => messageId === 'slow')) await slow;
      },
    });
    await inbox.start();
    const handed = await hands.hand(
      ...['slow', ...Array.from({ length: 20 }, (_, i) => `quick-${i}`)].map((messageId) => ({
        messageId,
      })),
    );
    await until(() => handed.filter((one) => one.settled() === 'ack').length >= 12);
    expect(handed[0]?.settled()).to.equal(undefined);
    release();
    await inbox.stop();
    expect(handed.every((one) => one.settled() === 'ack')).to.equal(true);
    await own.remove();
  });
});

/** Units whose open work is rolled back when the process dies, as the database does then. */
function dyingUnits(database: Database, death: Promise<void>): InboxOptions['units'] {
  const units = unitsOver(database);
  return {
    run: (actor, work) =>
      units.run(actor, (unit) =>
        Promise.race([
          work(unit),
          death.then((): never => {
            throw new Error('the process died');
          }),
        ]),
      ),
  };
}

/** Units that run every work twice and keep the second: as after a conflict. */
function twice(units: InboxOptions['units']): InboxOptions['units'] {
  return {
    async run(actor, work) {
      await units
        .run(actor, async (unit) => {
          await work(unit);
          throw new Error('conflict');
        })
        .catch(() => undefined);
      return units.run(actor, work);
    },
  };
}
