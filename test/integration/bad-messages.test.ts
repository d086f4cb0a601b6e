import { expect } from 'chai';
import { statusExchange, statusQueue } from '../../src/messaging/topology.js';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { BY_HAND, falloutsIn } from '../support/operator.js';
import { openOrderBook } from '../support/order-book.js';
import { allCompleted } from '../support/outcome.js';
import { openRawPublisher, type RawPublisher } from '../support/raw-publisher.js';
import { playSystem, type ScriptedSystem } from '../support/scripted-system.js';
import { countOf } from '../support/seen-from-outside.js';
import { needsPostgres, needsRabbit } from '../support/services.js';
import { loadSmallCatalog } from '../support/small-catalog.js';

interface Parked {
  readonly queue: string;
  readonly messageId: string;
  readonly key: string;
  readonly body: string;
  readonly reason: string;
  readonly at: string;
}

const CHANGED = 'fsm.workOrder.changed';
const HUGE_BYTES = 6 * 1024 * 1024;
/** Deeper than any parser of JSON goes without care. */
const DEEP = 200_000;

describe('messages from downstream that cannot be used (PostgreSQL and RabbitMQ)', () => {
  let app: TestApp;
  let bus: RawPublisher;
  let fsm: ScriptedSystem;
  let book: ReturnType<typeof openOrderBook>;

  before(async function () {
    await needsPostgres(this);
    await needsRabbit(this);
    app = await startApp({ on: 'real', env: { SIMULATE: 'none' } });
    bus = await openRawPublisher(statusExchange(app.drivers.topology.prefix));
    fsm = await playSystem(app.drivers, 'fsm');
    book = openOrderBook(
      (await loadSmallCatalog(app.api, [{ name: 'visit', kind: 'fsm' }])).offering,
      1,
    );
  });

  after(async () => {
    await fsm?.stop();
    await bus?.close();
    await app?.stop();
  });

  /** Places an order and answers the work order that arrives for it. */
  const workOrder = async (): Promise<string> => {
    const before = fsm.asked.length;
    await book.place(app.api, 1);
    await eventually('its work order has arrived', async () => fsm.asked.length > before);
    return fsm.asked.at(-1)?.workOrderId ?? '';
  };
  const parked = async () => expectStatus(await app.api.get<Parked[]>('/messages/parked'), 200);
  const parkedAs = (messageId: string) =>
    eventually(`${messageId} is parked`, async () =>
      (await parked()).find((message) => message.messageId === messageId),
    );
  const replay = ({ queue, messageId }: Parked) =>
    app.api.post(`/messages/parked/${queue}/${messageId}/replay`, undefined);
  /** Documents, audit and inbox: what a message that cannot be used must leave as it is. */
  const everything = () =>
    Promise.all(
      ['document', 'audit', 'inbox', 'outbox'].map((table) =>
        countOf(app.drivers.database, `SELECT COUNT(*) AS n FROM ${table}`),
      ),
    );
  const status = (workOrderId: string, more: object = {}) =>
    JSON.stringify({ workOrderId, revision: 1, sequence: 1, state: 'inProgress', ...more });

  const UNUSABLE: readonly {
    readonly name: string;
    readonly key?: string;
    readonly content: (workOrderId: string) => string | Buffer;
    readonly reason: RegExp;
  }[] = [
    { name: 'no JSON', content: () => 'done!', reason: /not a JSON object/ },
    { name: 'nothing at all', content: () => '', reason: /not a JSON object/ },
    { name: 'a list', content: () => '[1]', reason: /not a JSON object/ },
    {
      name: 'bytes that are no text',
      content: () => Buffer.from([0xff, 0xfe, 0, 1]),
      reason: /JSON/,
    },
    {
      name: 'JSON without an end to its depth',
      content: () => `{"a":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
      reason: /./,
    },
    {
      name: 'an unknown work order',
      content: () => status('nobody-knows'),
      reason: /no work order nobody-knows is known/,
    },
    {
      name: 'an unknown system',
      key: 'drones.workOrder.changed',
      content: status,
      reason: /no adapter is named by the key drones/,
    },
    {
      name: 'a key that says nothing',
      key: 'fsm.workOrder.exploded',
      content: status,
      reason: /routing key must be fsm\.workOrder\.changed or fsm\.workOrder\.snapshot/,
    },
    {
      name: 'several faults at once',
      content: (id) => status(id, { revision: 'one', state: 'sleeping' }),
      reason: /revision.*state/,
    },
    {
      name: 'a revision that was never sent',
      content: (id) => status(id, { revision: 7 }),
      reason: /speaks of revision 7, and 1 is the last that was sent/,
    },
    {
      name: 'far more than a status may say',
      content: (id) => status(id, { note: 'x'.repeat(HUGE_BYTES) }),
      reason: /note/,
    },
    {
      name: 'a text that no database keeps',
      content: (id) => status(id, { note: 'a\u0000b' }),
      reason: /./,
    },
  ];

  for (const { name, key = CHANGED, content, reason } of UNUSABLE) {
    it(`parks ${name}, with the reason, and nothing changes`, async () => {
      const id = await workOrder();
      const before = await everything();
      const sent = content(id);
      const found = await parkedAs(await bus.publish(key, sent));
      expect(found.reason).to.match(reason);
      expect(found).to.include({ key, queue: statusQueue(app.drivers.topology.prefix) });
      expect(found.body).to.equal(Buffer.from(sent).toString('utf8'));
      expect(Date.parse(found.at)).to.be.a('number').and.not.NaN;
      expect(await everything()).to.deep.equal(before);
      // The same again, on purpose: it is no better for that.
      expectStatus(await replay(found), 204);
      const again = await parkedAs(found.messageId);
      expect(again.reason).to.equal(found.reason);
      expect(await everything()).to.deep.equal(before);
    });
  }

  it('parks what contradicts a finished task, which stays finished', async () => {
    const id = await workOrder();
    await fsm.say(id, { state: 'completed', sequence: 2 });
    await eventually('all is completed but what only came to be parked', async () => {
      const { body } = await app.api.get<{ documents: { id: string; state: string }[] }>(
        `/journeys/${id}`,
      );
      return body.documents.find((document) => document.id === id)?.state === 'completed';
    });
    const settled = 'SELECT COUNT(*) AS n FROM job';
    await eventually('it is rolled up', async () => {
      return (await countOf(app.drivers.database, settled)) === 0;
    });
    const before = await everything();
    const found = await parkedAs(await fsm.say(id, { state: 'failed', sequence: 3 }));
    expect(found.reason).to.equal('says failed of a task that is completed');
    expect(await everything()).to.deep.equal(before);
  });

  it('applies a message that came too early, when it is replayed in time', async () => {
    const id = await workOrder();
    await fsm.say(id, { state: 'failed', cause: { code: 'noAccess', retryable: false } });
    const fallout = await eventually('there is a fallout', async () =>
      (await falloutsIn(app.api, 'open')).find(({ task }) => task?.id === id),
    );
    const early = await parkedAs(await fsm.say(id, { state: 'completed', revision: 2 }));
    expectStatus(await app.api.post(`/fallouts/${fallout.id}/retry`, BY_HAND), 200);
    expectStatus(await replay(early), 204);
    await eventually('the task is completed', async () => {
      const { body } = await app.api.get<{ state: string }>(`/fallouts/${fallout.id}`);
      return body.state === 'completed';
    });
    expect((await parked()).map(({ messageId }) => messageId)).not.to.include(early.messageId);
  });

  it('says so when there is nothing to replay', async () => {
    const queue = statusQueue(app.drivers.topology.prefix);
    expectStatus(await app.api.post(`/messages/parked/${queue}/nothing/replay`, undefined), 404);
    expectStatus(await app.api.post(`/messages/parked/elsewhere/x/replay`, undefined), 404);
  });

  it('is up after all that, and works on', async () => {
    const open = new Set(fsm.asked.map(({ workOrderId }) => workOrderId));
    for (const id of open) await fsm.say(id, { state: 'completed', sequence: 9 });
    await eventually('every order is completed', () =>
      allCompleted(app.drivers.database, book.size()),
    );
    expectStatus(await app.api.get('/health/ready'), 200);
  });
});
