import { expect } from 'chai';
import { expectStatus, type Answer } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { catalogParts, type PartTask } from '../support/catalog-parts.js';
import { eventually } from '../support/eventually.js';
import { comesTo, journeyOf, placeOrder, statesOf } from '../support/journey.js';
import { BY_HAND, falloutsIn, type Fallout } from '../support/operator.js';
import { playSystem, type Says, type ScriptedSystem } from '../support/scripted-system.js';
import { PATHS } from '../support/small-catalog.js';

const NO_ACCESS: Says = {
  state: 'failed',
  note: 'nobody opened',
  cause: { code: 'noAccess', retryable: false },
};
const DONE: Says = { state: 'completed' };
const HOUR_MS = 3_600_000;

interface Refused {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly pointer: string; readonly message: string }[];
}

describe('fallouts', () => {
  let app: TestApp;
  /** What field service answers to each work order, by default and for the next ones. */
  let fsm: ScriptedSystem;
  let next: Says[][];
  let cmdb: ScriptedSystem;

  beforeEach(async () => {
    app = await startApp({ env: { SIMULATE: 'none', FLOW_PRESETS: 'false' } });
    next = [];
    fsm = await playSystem(app.drivers, 'fsm', () => next.shift() ?? [DONE]);
    cmdb = await playSystem(app.drivers, 'cmdb', () => [DONE]);
  });
  afterEach(async () => {
    await fsm?.stop();
    await cmdb?.stop();
    await app?.stop();
  });

  /** An offering of one service whose flow has these tasks. */
  const offer = async (tasks: readonly PartTask[]) => {
    const parts = catalogParts(app.api);
    const service = await parts.service('Access');
    await parts.flow(service, tasks);
    return parts.offering('Access', [service]);
  };
  const visit = { name: 'visit', kind: 'fsm' };
  const thenRegister = [visit, { name: 'register', kind: 'cmdb', after: ['visit'] }];

  /** The one fallout that there is, once it is in this state. */
  const theFallout = (state: string): Promise<Fallout> =>
    eventually(`one fallout is ${state}`, async () => {
      const all = expectStatus(await app.api.get<Fallout[]>('/fallouts'), 200);
      expect(all.length, 'fallouts').to.be.at.most(1);
      return all[0]?.state === state ? all[0] : undefined;
    });
  const act = <T = Fallout>(
    { id }: Pick<Fallout, 'id'>,
    action: string,
    body: object = BY_HAND,
  ): Promise<Answer<T>> => app.api.post<T>(`/fallouts/${id}/${action}`, body);
  const serviceOf = async (journey: string) => {
    const { documents } = await journeyOf(app.api, journey);
    const id = documents.find(({ kind }) => kind === 'service')?.id ?? '';
    return (
      await app.api.get<{
        state: string;
        serviceCharacteristic: { name: string; value: unknown }[];
      }>(`/tmf-api/serviceInventory/v4/service/${id}`)
    ).body;
  };

  describe('of a task that failed', () => {
    it('say what happened, whose they are and by when, one each, and hold up nobody', async () => {
      const offering = await offer([
        visit,
        { name: 'look', kind: 'cmdb' },
        { name: 'register', kind: 'cmdb', after: ['visit', 'look'] },
      ]);
      next = [[NO_ACCESS, { ...NO_ACCESS, sequence: 2 }]];
      const id = await placeOrder(app.api, offering, 2);
      const journey = await comesTo(app.api, id, 'held');
      const fallout = await theFallout('open');
      expect(fallout).to.deep.include({
        class: 'access',
        cause: 'noAccess',
        owner: 'customerCare',
      });
      expect(fallout.message).to.equal('nobody opened');
      expect(fallout.task).to.include({ name: 'visit', kind: 'fsm' });
      expect(fallout.order.id).to.equal(id);
      expect(fallout.journey).to.equal(id);
      const { createdAt } = fallout as Fallout & { createdAt: string };
      expect(Date.parse(fallout.dueAt) - Date.parse(createdAt)).to.equal(24 * HOUR_MS);
      expect(fallout.attempts.map(({ outcome, note }) => [outcome, note])).to.deep.equal([
        ['noAccess', 'nobody opened'],
      ]);
      // The other line is done; of this one the task beside it is.
      expect(statesOf(journey, 'product').sort()).to.deep.equal(['active', 'created']);
      expect(statesOf(journey, 'serviceOrder').sort()).to.deep.equal(['completed', 'held']);
      const ofLine = journey.documents.filter(
        ({ kind, part }) => kind === 'taskFlow' && part === fallout.order.itemId,
      );
      const states = Object.fromEntries(ofLine.map((task) => [task.name, task.internalState]));
      expect(Object.values(states).sort()).to.deep.equal(['completed', 'fallout', 'waiting']);
    });

    it('are found by state, journey, class and owner', async () => {
      next = [[NO_ACCESS], [{ ...NO_ACCESS, cause: { code: 'noStock', retryable: false } }]];
      const offering = await offer([visit]);
      const first = await placeOrder(app.api, offering);
      await comesTo(app.api, first, 'held');
      await comesTo(app.api, await placeOrder(app.api, offering), 'held');
      const found = async (query: string) =>
        (await app.api.get<Fallout[]>(`/fallouts?${query}`)).body.map(({ cause }) => cause);
      expect(await found(`journey=${first}`)).to.deep.equal(['noAccess']);
      expect(await found('class=capacity')).to.deep.equal(['noStock']);
      expect(await found('owner=logistics')).to.deep.equal(['noStock']);
      expect(await found('state=open,retrying')).to.deep.equal(['noStock', 'noAccess']);
      expect(await found('state=completed')).to.deep.equal([]);
      expect(await found(`class=capacity&journey=${first}`)).to.deep.equal([]);
    });

    it('are retried as the next revision, and end with the task', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer(thenRegister));
      const retried = expectStatus(await act(await theFallout('open'), 'retry'), 200);
      expect(retried).to.include({ state: 'retrying' });
      expect(retried.resolution).to.include({ action: 'retry', ...BY_HAND });
      const journey = await comesTo(app.api, id, 'completed');
      expect(fsm.asked.map(({ revision }) => revision)).to.deep.equal([1, 2]);
      await theFallout('completed');
      const byHand = journey.timeline.filter(({ actor }) => actor === BY_HAND.actor);
      expect(byHand.map(({ kind, action }) => `${kind} ${action}`)).to.include.members([
        'fallout retry',
        'taskFlow retry',
      ]);
      expect(new Set(byHand.map(({ reason }) => reason))).to.include(BY_HAND.reason);
    });

    it('are one record, however often the task fails', async () => {
      next = [[NO_ACCESS], [{ ...NO_ACCESS, cause: { code: 'noStock', retryable: false } }]];
      const id = await placeOrder(app.api, await offer([visit]));
      const first = await theFallout('open');
      expectStatus(await act(first, 'retry'), 200);
      const again = await eventually('it failed again', async () => {
        const fallout = await theFallout('open');
        return fallout.attempts.length === 2 ? fallout : undefined;
      });
      expect(again).to.include({ id: first.id, cause: 'noStock' });
      expect(again.attempts.map(({ outcome }) => outcome)).to.deep.equal(['noAccess', 'noStock']);
      expectStatus(await act(again, 'retry'), 200);
      await comesTo(app.api, id, 'completed');
      await theFallout('completed');
    });

    it('are completed by hand, with the values that the work brought', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer(thenRegister));
      const characteristics = [{ name: 'port', value: '7' }];
      const done = await act(await theFallout('open'), 'complete', { ...BY_HAND, characteristics });
      expect(expectStatus(done, 200).state).to.equal('completed');
      await comesTo(app.api, id, 'completed');
      const service = await serviceOf(id);
      expect(service.state).to.equal('active');
      expect(service.serviceCharacteristic.find(({ name }) => name === 'port')?.value).to.equal(
        '7',
      );
      expect(fsm.asked).to.have.length(1);
      // What comes after knows the values, too.
      expect(JSON.stringify(cmdb.asked[0]?.body)).to.include('"port"');
    });

    it('are skipped: the flow goes on, and the record stays on the books until repaid', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer(thenRegister));
      const fallout = await theFallout('open');
      expect(cmdb.asked).to.deep.equal([]);
      expect(expectStatus(await act(fallout, 'skip'), 200).state).to.equal('skipped');
      const journey = await comesTo(app.api, id, 'completed');
      expect(cmdb.asked).to.have.length(1);
      const skipped = journey.documents.find(({ id: task }) => task === fallout.task?.id);
      expect(skipped?.internalState).to.equal('skipped');
      await theFallout('skipped');
      expect(expectStatus(await act(fallout, 'repay'), 200).state).to.equal('repaid');
    });

    it('are given to another owner, and stay as they are otherwise', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer([visit]));
      const fallout = await theFallout('open');
      const given = await act(fallout, 'reassign', { ...BY_HAND, owner: 'networkPlanning' });
      expect(expectStatus(given, 200)).to.include({ owner: 'networkPlanning', state: 'open' });
      expect((await falloutsIn(app.api, 'open'))[0]?.owner).to.equal('networkPlanning');
      expectStatus(await act(fallout, 'retry'), 200);
      await comesTo(app.api, id, 'completed');
    });

    it('end when their system says, after all, that the work is done', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer([visit]));
      const { task } = await theFallout('open');
      await fsm.say(task?.id ?? '', { state: 'completed', sequence: 2 });
      await comesTo(app.api, id, 'completed');
      const closed = await theFallout('completed');
      expect(closed.resolution).to.include({ reason: 'the task completed after all' });
    });

    it('are tried again by policy first, where the flow allows it', async () => {
      const passing: Says = { ...NO_ACCESS, cause: { code: 'noStock', retryable: true } };
      next = [[passing], [passing]];
      await placeOrder(app.api, await offer([{ ...visit, tries: 2 }]));
      const waiting = await theFallout('retrying');
      expect(waiting.attempts).to.have.length(1);
      expect(await falloutsIn(app.api, 'open')).to.deep.equal([]);
      const open = await theFallout('open');
      expect(open.attempts).to.have.length(2);
      expect(fsm.asked.map(({ revision }) => revision)).to.deep.equal([1, 2]);
    });
  });

  describe('are acted on', () => {
    const refusedFor = async (answer: Answer<unknown>, status: number) =>
      expectStatus(answer, status) as Refused;

    it('only with an actor and a reason', async () => {
      next = [[NO_ACCESS]];
      await placeOrder(app.api, await offer([visit]));
      const fallout = await theFallout('open');
      for (const action of ['retry', 'complete', 'skip', 'reassign', 'repay']) {
        for (const missing of ['actor', 'reason'] as const) {
          const without = { ...BY_HAND, owner: 'anybody', [missing]: undefined };
          const refused = await refusedFor(await act(fallout, action, without), 400);
          const pointers = refused.details.map(({ pointer }) => pointer);
          expect(pointers, `${action} without ${missing}`).to.deep.equal([`/${missing}`]);
          await refusedFor(await act(fallout, action, { ...without, [missing]: ' ' }), 400);
        }
      }
      await refusedFor(await act(fallout, 'reassign'), 400);
      expect(await theFallout('open')).to.deep.equal(fallout);
    });

    it('only where their state allows it, saying what is possible', async () => {
      next = [[NO_ACCESS]];
      const id = await placeOrder(app.api, await offer([visit]));
      const fallout = await theFallout('open');
      const early = await refusedFor(await act(fallout, 'repay'), 409);
      expect(early.message).to.match(/is open: repay is not possible; possible: .*retry/);
      expectStatus(await act(fallout, 'complete'), 200);
      const again = await refusedFor(await act(fallout, 'complete'), 409);
      expect(again.message).to.match(/is completed.*final/);
      await refusedFor(await act({ id: 'nothing' }, 'retry'), 404);
      await comesTo(app.api, id, 'completed');
    });
  });

  describe('of a decomposition', () => {
    /** One service that can be made, and one that must have a speed, which nothing gives. */
    const offerTwo = async () => {
      const parts = catalogParts(app.api);
      const plain = await parts.service('Plain');
      const fast = await parts.service('Fast', {
        specCharacteristic: [{ name: 'speed', minCardinality: 1, maxCardinality: 1 }],
      });
      await parts.flow(plain, [visit]);
      await parts.flow(fast, [visit]);
      return { offering: await parts.offering('Both', [plain, fast]), fast };
    };

    it('name the characteristic that nothing gives; mended and retried, the rest is made', async () => {
      const { offering, fast } = await offerTwo();
      const id = await placeOrder(app.api, offering);
      const before = await comesTo(app.api, id, 'held');
      const fallout = await theFallout('open');
      expect(fallout).to.include({ class: 'decomposition', cause: 'missingCharacteristic' });
      expect(fallout.message).to.equal('Fast must have a value for speed, and nothing gives one');
      expect(fallout.order).to.include({ id, itemId: '1' });
      expect(fallout.task).to.equal(undefined);
      expect(statesOf(before, 'serviceOrder')).to.deep.equal(['completed']);
      for (const action of ['complete', 'skip']) {
        const refused = expectStatus(await act<Refused>(fallout, action), 409);
        expect(refused.message).to.include('mend the catalog or its rules, then retry');
      }

      expectStatus(await act(fallout, 'retry'), 200);
      const still = await theFallout('open');
      expect(still.id).to.equal(fallout.id);
      expect(still.attempts.map(({ outcome }) => outcome)).to.deep.equal([fallout.cause]);

      const mended = await app.api.patch(`${PATHS.service}/serviceSpecification/${fast}`, {
        specCharacteristic: [
          {
            ...{ name: 'speed', minCardinality: 1, maxCardinality: 1 },
            characteristicValueSpecification: [{ isDefault: true, value: '100' }],
          },
        ],
      });
      expectStatus(mended, 200);
      expectStatus(await act(fallout, 'retry'), 200);
      const after = await comesTo(app.api, id, 'completed');
      await theFallout('completed');
      expect(statesOf(after, 'serviceOrder')).to.deep.equal(['completed', 'completed']);
      expect(statesOf(after, 'service')).to.deep.equal(['active', 'active']);
      expect(statesOf(after, 'product')).to.deep.equal(['active']);
      // What was made before is what it was: nothing is made twice.
      const ids = after.documents.map((document) => document.id);
      expect(ids).to.include.members(before.documents.map((document) => document.id));
      expect(new Set(ids).size).to.equal(ids.length);
      expect(fsm.asked.map(({ revision }) => revision)).to.deep.equal([1, 1]);
    });

    it('name the specification that no flow serves; with a flow and a retry, it is made', async () => {
      const parts = catalogParts(app.api);
      const service = await parts.service('Orphan');
      const id = await placeOrder(app.api, await parts.offering('Orphan', [service]), 2);
      await comesTo(app.api, id, 'held');
      const [one, other, ...more] = await falloutsIn(app.api, 'open');
      expect(more).to.deep.equal([]);
      expect([one?.order.itemId, other?.order.itemId].sort()).to.deep.equal(['1', '2']);
      expect(one).to.include({ class: 'decomposition', cause: 'noRule' });
      expect(one?.message).to.equal('no flow serves the service specification Orphan');

      await parts.flow(service, [visit]);
      // One retry decomposes the whole order: the other record is closed by it, too.
      expectStatus(await act(one!, 'retry'), 200);
      const journey = await comesTo(app.api, id, 'completed');
      expect(statesOf(journey, 'serviceOrder')).to.deep.equal(['completed', 'completed']);
      expect(journey.openFallouts).to.equal(0);
      expect(await falloutsIn(app.api, 'completed')).to.have.length(2);
    });

    it('are one for each thing that is missing of one and the same specification', async () => {
      const parts = catalogParts(app.api);
      const speed = { name: 'speed', minCardinality: 1, maxCardinality: 1 };
      const service = await parts.service('Bare', { specCharacteristic: [speed] });
      const id = await placeOrder(app.api, await parts.offering('Bare', [service]));
      await comesTo(app.api, id, 'held');
      const causes = async (state: string) =>
        (await falloutsIn(app.api, state)).map(({ cause }) => cause).sort();
      expect(await causes('open')).to.deep.equal(['missingCharacteristic', 'noRule']);

      await parts.flow(service, [visit]);
      const [any] = await falloutsIn(app.api, 'open');
      expectStatus(await act(any!, 'retry'), 200);
      await eventually('one is settled', async () => (await causes('completed')).length === 1);
      await eventually('the other stands', async () => (await causes('open')).length === 1);
      expect(await causes('open')).to.deep.equal(['missingCharacteristic']);

      const value = { isDefault: true, value: '100' };
      const specCharacteristic = [{ ...speed, characteristicValueSpecification: [value] }];
      const path = `${PATHS.service}/serviceSpecification/${service}`;
      expectStatus(await app.api.patch(path, { specCharacteristic }), 200);
      const [last] = await falloutsIn(app.api, 'open');
      expectStatus(await act(last!, 'retry'), 200);
      await comesTo(app.api, id, 'completed');
      expect(await causes('completed')).to.deep.equal(['missingCharacteristic', 'noRule']);
    });
  });

  describe('of work that Turnup owes itself', () => {
    const asking = (sql: string) => app.drivers.database.transaction((tx) => tx.query(sql));

    it('say that it failed to the limit; retried, it is done, and the record is closed', async () => {
      await asking(`CREATE TRIGGER no_room BEFORE INSERT ON audit
        WHEN NEW.kind = 'productOrder' AND NEW.to_state = 'completed'
        BEGIN SELECT RAISE(ABORT, 'no room'); END`);
      const id = await placeOrder(app.api, await offer([visit]));
      await eventually('the roll-up has failed, and is at its last try', async () => {
        await asking(`UPDATE job SET attempts = 9, due_at = '2000-01-01T00:00:00.000Z'
          WHERE last_error IS NOT NULL AND parked_at IS NULL`);
        return (await falloutsIn(app.api, 'open')).length > 0;
      });
      const fallout = await theFallout('open');
      expect(fallout).to.include({ cause: 'internalFailure', journey: id });
      expect(fallout.message).to.match(/^order\.rollUp failed again and again: .*no room/);
      expect(fallout.order.id).to.equal(id);
      await asking('DROP TRIGGER no_room');
      expectStatus(await act(fallout, 'retry'), 200);
      await comesTo(app.api, id, 'completed');
      await theFallout('completed');
    });
  });
});
