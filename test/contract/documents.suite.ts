import { expect } from 'chai';
import type { Context } from 'mocha';
import { v7 } from 'uuid';
import type { Database } from '../../src/db/database.js';
import { createDocuments } from '../../src/documents/documents.js';
import type { StoredDocument } from '../../src/documents/document.js';
import { recall, remember } from '../../src/documents/idempotency.js';
import type { Documents } from '../../src/documents/reader.js';
import { createDocument, deleteDocument, patchDocument } from '../../src/documents/store.js';
import type { Unit, Units } from '../../src/documents/unit.js';
import { Refusal } from '../../src/errors.js';
import type { TestDatabase } from '../support/databases.js';
import { INDEXED, testUnits } from '../support/document-units.js';
import { latch } from '../support/latch.js';

const refusalOf = (work: Promise<unknown>): Promise<Refusal> =>
  work.then(
    () => expect.fail('a refusal was expected'),
    (error: unknown) => {
      expect(error).to.be.instanceOf(Refusal);
      return error as Refusal;
    },
  );

/** What both databases hold of documents. */
export function documentsSuite(
  name: string,
  open: (context: Context) => Promise<TestDatabase>,
  writers: 'one' | 'many',
): void {
  describe(`documents: ${name}`, () => {
    let test: TestDatabase;
    let database: Database;
    let units: Units;
    let documents: Documents;

    beforeEach(async function () {
      test = await open(this);
      database = test.database;
      units = testUnits(database);
      documents = createDocuments(database, { indexedPaths: () => INDEXED });
    });
    afterEach(() => test?.remove());

    const run = <T>(work: (unit: Unit) => Promise<T> | T) =>
      units.run('tester', async (unit) => work(unit));
    const stored = async (kind: string, id: string): Promise<StoredDocument> => {
      const document = await documents.get(kind, id);
      if (!document) return expect.fail(`${kind} ${id} is not there`);
      return document;
    };
    const count = async (table: string): Promise<number> =>
      (await database.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]?.n ?? -1;

    describe('one unit', () => {
      it('stores what it answers', async () => {
        const made = await run((unit) =>
          unit.create({
            kind: 'thing',
            state: 'open',
            parent: 'above',
            part: '1',
            body: { name: 'n', list: [1, { a: null }], deep: { b: true } },
            inner: { plan: ['x'], none: null },
          }),
        );
        expect(await stored('thing', made.id)).to.deep.equal(made);
        expect(made).to.deep.include({ revision: 1, journey: null, createdAt: made.updatedAt });
        expect(made.body).to.deep.equal({
          ...{ id: made.id, href: `/test/thing/${made.id}` },
          ...{ name: 'n', list: [1, { a: null }], deep: { b: true } },
        });
        expect(made.inner).to.deep.equal({ plan: ['x'], none: null });
        // in the same order of keys, so that the text that is hashed is the text that is sent
        const read = await stored('thing', made.id);
        expect(JSON.stringify(read)).to.equal(JSON.stringify(made));
      });

      it('takes over neither nulls nor what the caller does to its object afterwards', async () => {
        const body = { name: 'n', gone: null, deep: { gone: null, kept: 1 } };
        const made = await run((unit) => {
          const document = unit.create({ kind: 'thing', body });
          body.deep.kept = 2;
          return document;
        });
        expect((await stored('thing', made.id)).body['deep']).to.deep.equal({ kept: 1 });
        expect(made.body).to.not.have.property('gone');
      });

      it('hands out bodies that cannot be changed in place', async () => {
        const { id } = await run((unit) =>
          unit.create({ kind: 'thing', body: { deep: { a: 1 } } }),
        );
        await run(async (unit) => {
          const document = await unit.get('thing', id);
          expect(() => Object.assign(document!.body['deep']!, { a: 2 })).to.throw(TypeError);
        });
      });

      it('sees its own changes in every way of reading', async () => {
        const { parent, kept, gone } = await run((unit) => {
          const parent = unit.create({ kind: 'whole', body: {} });
          const part = { kind: 'part', parent: parent.id };
          const kept = unit.create({ ...part, part: 'a', state: 'one', body: { name: 'before' } });
          const gone = unit.create({ ...part, part: 'b', state: 'one', body: { name: 'before' } });
          return { parent, kept, gone };
        });
        await run(async (unit) => {
          const [first, second] = await unit.getMany('part', [kept.id, gone.id]);
          unit.change(first!, { state: 'two', body: { name: 'after' } }, { action: 'patch' });
          unit.remove(second!);
          const added = unit.create({
            kind: 'part',
            parent: parent.id,
            part: 'c',
            body: { name: 'after' },
          });
          expect(await unit.childStates('part', parent.id)).to.deep.equal([
            { id: kept.id, state: 'two', part: 'a' },
            { id: added.id, state: null, part: 'c' },
          ]);
          const children = await unit.childrenOf('part', [parent.id]);
          expect(children.map(({ id }) => id)).to.deep.equal([kept.id, added.id]);
          expect(children[0]!.revision).to.equal(2);
          expect(await unit.findBy('part', 'name', 'before')).to.deep.equal([]);
          const found = await unit.findBy('part', 'name', 'after');
          expect(found.map(({ id }) => id)).to.deep.equal([kept.id, added.id]);
          expect(await unit.get('part', gone.id)).to.equal(undefined);
          expect((await unit.all('part')).map(({ id }) => id)).to.deep.equal([kept.id, added.id]);
        });
      });

      it('answers documents in the order asked, each once, without those that are not there', async () => {
        const [a, b] = await run((unit) => [
          unit.create({ kind: 'thing', body: {} }).id,
          unit.create({ kind: 'thing', body: {} }).id,
        ]);
        await run(async (unit) => {
          const ids = [b!, 'nobody', a!, b!, 'no\0body'];
          expect((await unit.getMany('thing', ids)).map(({ id }) => id)).to.deep.equal([b, a]);
          expect((await unit.lockAndGet('thing', ids)).map(({ id }) => id)).to.deep.equal([b, a]);
          expect(await unit.getMany('other', [a!])).to.deep.equal([]);
        });
      });

      it('reads a document once', async () => {
        const { id } = await run((unit) => unit.create({ kind: 'thing', body: {} }));
        let asked = 0;
        const counting: Database = {
          ...database,
          transaction: (work) =>
            database.transaction((tx) =>
              work({ query: (sql, values) => ((asked += 1), tx.query(sql, values)) }),
            ),
        };
        await testUnits(counting).run('tester', async (unit) => {
          await unit.get('thing', id);
          await unit.get('thing', 'nobody');
          asked = 0;
          await unit.getMany('thing', [id, 'nobody']);
          expect(asked).to.equal(0);
        });
      });

      it('writes a document that it changes after making it once, with both audit rows', async () => {
        const { id } = await run((unit) => {
          const made = unit.create({ kind: 'thing', state: 'a', body: { name: 'one' } });
          return unit.change(made, { state: 'b', body: { name: 'two' } }, { action: 'patch' });
        });
        expect(await stored('thing', id)).to.deep.include({ revision: 2, state: 'b' });
        const rows = await documents.audit(id);
        expect(
          rows.map(({ sequence, revision, action, fromState, toState }) => [
            sequence,
            revision,
            action,
            fromState,
            toState,
          ]),
        ).to.deep.equal([
          [1, 1, 'create', null, 'a'],
          [2, 2, 'patch', 'a', 'b'],
        ]);
        expect(rows[1]!.undo).to.deep.equal({ name: 'one' });
      });

      it('needs the document as it answered it last', async () => {
        const { id } = await run((unit) => unit.create({ kind: 'thing', body: {} }));
        await run(async (unit) => {
          const before = (await unit.get('thing', id))!;
          unit.change(before, { state: 'x' }, { action: 'go' });
          expect(() => unit.change(before, { state: 'y' }, { action: 'go' })).to.throw(
            /answered it last/,
          );
        });
      });

      it('changes what is given and leaves the rest', async () => {
        const made = await run((unit) =>
          unit.create({
            kind: 'thing',
            state: 'a',
            part: 'p',
            body: { name: 'n' },
            inner: { i: 1 },
          }),
        );
        await run(async (unit) => {
          unit.change((await unit.get('thing', made.id))!, { inner: { i: 2 } }, { action: 'go' });
        });
        expect(await stored('thing', made.id)).to.deep.include({
          ...{ revision: 2, state: 'a', part: 'p', body: made.body, createdAt: made.createdAt },
          inner: { i: 2 },
        });
      });

      it('keeps id and href whatever a body says', async () => {
        const made = await run((unit) => unit.create({ kind: 'thing', body: { name: 'n' } }));
        await run(async (unit) => {
          const document = (await unit.get('thing', made.id))!;
          unit.change(document, { body: { id: 'other', name: 'm' } }, { action: 'patch' });
        });
        const { body } = await stored('thing', made.id);
        expect(body).to.deep.equal({ id: made.id, href: made.body['href'], name: 'm' });
      });

      it('stamps lastUpdate where the body carries it, and what the settings name', async () => {
        const now = new Date('2026-03-04T05:06:07.008Z');
        const stamped = testUnits(database, {
          now: () => now,
          lastModified: (kind) => (kind === 'dated' ? 'changedAt' : undefined),
        });
        await stamped.run('tester', async (unit) => {
          const body = { lastUpdate: '2000-01-01T00:00:00.000Z' };
          expect(unit.create({ kind: 'thing', body }).body['lastUpdate']).to.equal(
            now.toISOString(),
          );
          expect(unit.create({ kind: 'thing', body: {} }).body).to.not.have.property('lastUpdate');
          expect(unit.create({ kind: 'dated', body: {} }).body['changedAt']).to.equal(
            now.toISOString(),
          );
        });
      });

      it('refuses text that one of the databases cannot hold, at its place', async () => {
        const refusal = await refusalOf(
          run((unit) =>
            unit.create({
              kind: 'thing',
              body: { ok: '\\u0000', list: [{ 'a/b': 'x\0' }, '\ud800'] },
            }),
          ),
        );
        expect(refusal.kind).to.equal('contractViolation');
        expect(refusal.faults.map(({ pointer }) => pointer)).to.have.members([
          '/list/0/a~1b',
          '/list/1',
        ]);
        const made = await run((unit) =>
          unit.create({ kind: 'thing', body: { ok: '\\u0000 \\ud800 😀' } }),
        );
        expect((await stored('thing', made.id)).body['ok']).to.equal('\\u0000 \\ud800 😀');
      });

      it('refuses an id that is taken, in the unit or in the database', async () => {
        await run((unit) => unit.create({ kind: 'thing', id: 'mine', body: {} }));
        const later = await refusalOf(
          run((unit) => unit.create({ kind: 'thing', id: 'mine', body: {} })),
        );
        expect(later.kind).to.equal('duplicate');
        const twice = await refusalOf(
          run((unit) => {
            unit.create({ kind: 'thing', id: 'other', body: {} });
            unit.create({ kind: 'thing', id: 'other', body: {} });
          }),
        );
        expect(twice.kind).to.equal('duplicate');
        expect(await count('document')).to.equal(1);
      });

      it('makes an id again that was removed, and its audit goes on', async () => {
        await run((unit) => unit.create({ kind: 'thing', id: 'mine', body: { name: 'first' } }));
        await run(async (unit) => unit.remove((await unit.get('thing', 'mine'))!));
        await run((unit) => unit.create({ kind: 'thing', id: 'mine', body: { name: 'second' } }));
        const rows = await documents.audit('mine');
        expect(
          rows.map(({ sequence, action, revision }) => [sequence, action, revision]),
        ).to.deep.equal([
          [1, 'create', 1],
          [2, 'delete', 2],
          [3, 'create', 1],
        ]);
        expect(rows[1]!.undo).to.deep.equal({
          id: 'mine',
          href: '/test/thing/mine',
          name: 'first',
        });
      });

      it('begins a journey with a document that is its own', async () => {
        const root = await run((unit) => unit.create({ kind: 'thing', journey: 'self', body: {} }));
        expect(root.journey).to.equal(root.id);
        expect(await database.query('SELECT id, root_kind, root_id FROM journey')).to.deep.equal([
          { id: root.id, root_kind: 'thing', root_id: root.id },
        ]);
      });

      it('writes messages and jobs with the change that caused them', async () => {
        const now = new Date('2026-03-04T05:06:07.008Z');
        await testUnits(database, { now: () => now }).run('tester', async (unit) => {
          unit.create({ kind: 'thing', body: {} });
          for (const subject of ['one', 'two'])
            unit.send({
              routingKey: 'fsm.workOrder.create',
              headers: { type: subject },
              body: { it: "'\\u0000" },
              subject,
              journey: null,
            });
          unit.ask({
            name: 'start',
            subject: 'one',
            journey: 'j',
            data: { a: [1] },
            delayMs: 1500,
          });
        });
        const messages = await database.query(
          'SELECT routing_key, headers, body, subject, journey, created_at, sent_at, attempts FROM outbox ORDER BY seq',
        );
        expect(messages.map((row) => row['subject'])).to.deep.equal(['one', 'two']);
        expect(messages[0]).to.deep.equal({
          ...{ routing_key: 'fsm.workOrder.create', headers: '{"type":"one"}', subject: 'one' },
          ...{ body: JSON.stringify({ it: "'\\u0000" }), journey: null },
          ...{ created_at: now.toISOString(), sent_at: null, attempts: 0 },
        });
        expect(
          await database.query(
            'SELECT name, subject, journey, data, due_at, attempts, once_key FROM job',
          ),
        ).to.deep.equal([
          {
            name: 'start',
            subject: 'one',
            journey: 'j',
            data: '{"a":[1]}',
            due_at: '2026-03-04T05:06:08.508Z',
            attempts: 0,
            once_key: null,
          },
        ]);
      });

      it('keeps one job of those that may be one while it waits unclaimed, due the earliest', async () => {
        const ask = (delayMs: number, subject = 's') =>
          run((unit) => unit.ask({ name: 'rollUp', subject, journey: null, once: true, delayMs }));
        const due = async () =>
          (await database.query<{ due_at: string }>('SELECT due_at FROM job ORDER BY seq')).map(
            (row) => row.due_at,
          );
        await ask(60_000);
        const [first] = await due();
        await ask(120_000);
        expect(await due()).to.deep.equal([first]);
        await ask(0);
        const [earlier, ...more] = await due();
        expect(more).to.deep.equal([]);
        expect(earlier! < first!).to.equal(true);
        await database.query('UPDATE job SET once_key = NULL');
        await ask(0);
        await ask(0, 'another');
        expect(await count('job')).to.equal(3);
        await run((unit) => {
          for (let n = 0; n < 3; n++)
            unit.ask({ name: 'rollUp', subject: 'third', journey: null, once: true });
          for (let n = 0; n < 3; n++) unit.ask({ name: 'many', subject: 'third', journey: null });
        });
        expect(await count('job')).to.equal(7);
      });

      it('wakes after the commit, and only then', async () => {
        const woken: string[] = [];
        const waking = testUnits(database, { committed: () => woken.push('committed') });
        await waking.run('tester', async (unit) => {
          unit.create({ kind: 'thing', body: {} });
          unit.afterCommit(() => woken.push('after'));
          expect(woken).to.deep.equal([]);
        });
        expect(woken).to.deep.equal(['after']);
        await waking.run('tester', async (unit) =>
          unit.ask({ name: 'n', subject: 's', journey: null }),
        );
        expect(woken).to.deep.equal(['after', 'committed']);
        await waking
          .run('tester', async (unit) => {
            unit.afterCommit(() => woken.push('never'));
            throw new Error('no');
          })
          .catch(() => undefined);
        expect(woken).to.deep.equal(['after', 'committed']);
      });

      it('leaves nothing at all when it rejects', async () => {
        const tables = [
          'document',
          'attribute',
          'audit',
          'journey',
          'outbox',
          'job',
          'inbox',
          'idempotency',
        ];
        const failure = await run(async (unit) => {
          const made = unit.create({ kind: 'thing', journey: 'self', body: { name: 'n' } });
          unit.send({ routingKey: 'k', headers: {}, body: {}, subject: 's', journey: null });
          unit.ask({ name: 'n', subject: 's', journey: null });
          await unit.query('INSERT INTO inbox(message_id, received_at) VALUES($1, $2)', [
            'm',
            'now',
          ]);
          await remember(unit, 'scope', 'key', 'hash', made);
          throw new Error('no');
        }).catch((error: unknown) => error);
        expect(failure).to.be.an('error').with.property('message', 'no');
        for (const table of tables) expect(await count(table), table).to.equal(0);
      });

      it('leaves nothing when its writing fails at the end', async () => {
        await run((unit) => unit.create({ kind: 'thing', id: 'taken', body: {} }));
        await refusalOf(
          run((unit) => {
            unit.create({ kind: 'thing', journey: 'self', body: { name: 'n' } });
            unit.ask({ name: 'n', subject: 's', journey: null });
            unit.create({ kind: 'thing', id: 'taken', body: {} });
          }),
        );
        expect([
          await count('document'),
          await count('audit'),
          await count('job'),
          await count('journey'),
        ]).to.deep.equal([1, 1, 0, 0]);
      });

      it('writes thousands of documents', async () => {
        const root = await run((unit) => {
          const root = unit.create({ kind: 'whole', journey: 'self', body: {} });
          for (let n = 0; n < 2500; n++)
            unit.create({
              kind: 'part',
              journey: root.id,
              parent: root.id,
              body: { name: `n${n}` },
            });
          return root;
        });
        await run(async (unit) => {
          await unit.lockJourneys([root.id]);
          for (const part of await unit.childrenOf('part', [root.id]))
            unit.change(part, { state: 'x' }, { action: 'go' });
        });
        expect(await count('document')).to.equal(2501);
        const rows = await documents.audit(root.id);
        expect(rows.map(({ sequence }) => sequence)).to.deep.equal(
          Array.from({ length: 5001 }, (_, at) => at + 1),
        );
      });
    });

    describe('units at once', () => {
      it('lose no change of one document, whoever locks', async () => {
        const { id } = await run((unit) =>
          unit.create({ kind: 'thing', journey: 'self', body: { n: 0 } }),
        );
        const other = testUnits(test.again());
        const countUp = (on: Units) =>
          on.run('tester', async (unit) => {
            const [document] = await unit.lockAndGet('thing', [id]);
            unit.change(
              document!,
              { body: { n: Number(document!.body['n']) + 1 } },
              { action: 'count' },
            );
          });
        await Promise.all(Array.from({ length: 24 }, (_, at) => countUp(at % 2 ? units : other)));
        expect((await stored('thing', id)).body['n']).to.equal(24);
        const rows = await documents.audit(id);
        expect(rows.map(({ sequence }) => sequence)).to.deep.equal(
          Array.from({ length: 25 }, (_, at) => at + 1),
        );
      });

      it('audit one journey without a gap, whether they lock it or not', async () => {
        const root = await run((unit) => unit.create({ kind: 'whole', journey: 'self', body: {} }));
        const other = testUnits(test.again());
        const add = (on: Units) =>
          on.run('tester', async (unit) =>
            unit.create({ kind: 'part', journey: root.id, parent: root.id, body: {} }),
          );
        await Promise.all(Array.from({ length: 20 }, (_, at) => add(at % 2 ? units : other)));
        const rows = await documents.audit(root.id);
        expect(rows.map(({ sequence }) => sequence)).to.deep.equal(
          Array.from({ length: 21 }, (_, at) => at + 1),
        );
      });

      it('do not wait for each other for ever, in whatever order they lock', async () => {
        const roots = await run((unit) =>
          ['a', 'b'].map(() => unit.create({ kind: 'whole', journey: 'self', body: { n: 0 } }).id),
        );
        const other = testUnits(test.again());
        const both = (on: Units, order: string[]) =>
          on.run('tester', async (unit) => {
            for (const document of await unit.lockAndGet('whole', order))
              unit.change(
                document,
                { body: { n: Number(document.body['n']) + 1 } },
                { action: 'count' },
              );
          });
        await Promise.all(
          Array.from({ length: 16 }, (_, at) =>
            both(at % 2 ? units : other, at % 3 ? roots : [...roots].reverse()),
          ),
        );
        for (const id of roots) expect((await stored('whole', id)).body['n']).to.equal(16);
      });
    });

    if (writers === 'many')
      describe('units of several writers', () => {
        it('run again when what they read was changed meanwhile, and count both changes', async () => {
          const { id } = await run((unit) => unit.create({ kind: 'thing', body: { n: 0 } }));
          const { opened, open: go } = latch();
          const { opened: read, open: hasRead } = latch();
          let tries = 0;
          const countUp = (on: Units, before: () => Promise<void>) =>
            on.run('tester', async (unit) => {
              const document = (await unit.get('thing', id))!;
              await before();
              unit.change(
                document,
                { body: { n: Number(document.body['n']) + 1 } },
                { action: 'count' },
              );
            });
          const slow = countUp(units, () => {
            tries += 1;
            hasRead();
            return opened;
          });
          await read;
          await countUp(testUnits(test.again()), async () => undefined);
          go();
          await slow;
          expect(tries).to.equal(2);
          expect(await stored('thing', id)).to.deep.include({ revision: 3 });
          expect((await stored('thing', id)).body['n']).to.equal(2);
        });

        it('give up with a conflict when others are always faster', async () => {
          const { id } = await run((unit) => unit.create({ kind: 'thing', body: { n: 0 } }));
          const other = testUnits(test.again());
          const touch = async (unit: Unit) =>
            unit.change(
              (await unit.get('thing', id))!,
              { state: unit.newId() },
              { action: 'touch' },
            );
          const refusal = await refusalOf(
            run(async (unit) => {
              const document = (await unit.get('thing', id))!;
              await other.run('other', touch);
              unit.change(document, { state: 'mine' }, { action: 'touch' });
            }),
          );
          expect(refusal.kind).to.equal('conflict');
          expect((await stored('thing', id)).revision).to.equal(4);
        });

        it('keep a waiting job that one of them asked for from being claimed before its commit', async () => {
          const ask = (unit: Unit) =>
            unit.ask({ name: 'rollUp', subject: 's', journey: null, once: true });
          await run(ask);
          const { opened, open: go } = latch();
          const { opened: asked, open: hasAsked } = latch();
          const holding: Database = {
            ...database,
            transaction: (work) =>
              database.transaction(async (tx) => {
                const result = await work(tx);
                hasAsked();
                await opened;
                return result;
              }),
          };
          const asking = testUnits(holding).run('tester', async (unit) => ask(unit));
          await asked;
          const claim = `SELECT seq FROM job WHERE parked_at IS NULL${database.dialect.skipLocked}`;
          expect(await database.transaction((tx) => tx.query(claim))).to.deep.equal([]);
          go();
          await asking;
          expect(await database.transaction((tx) => tx.query(claim))).to.have.length(1);
        });
      });

    describe('a request that comes again', () => {
      const request = (on: Units, hash = 'hash', key = 'key') =>
        on.run('client', async (unit) => {
          const first = await recall(unit, 'POST /thing', key, hash);
          if (first) return first.id;
          const made = createDocument(unit, 'thing', { name: 'n' });
          await remember(unit, 'POST /thing', key, hash, made);
          return made.id;
        });

      it('gets the first answer', async () => {
        const first = await request(units);
        expect(await request(units)).to.equal(first);
        expect(await request(units, 'hash', 'another')).to.not.equal(first);
        expect(await count('document')).to.equal(2);
      });

      it('gets the first answer also when both run at once', async () => {
        const other = testUnits(test.again());
        const ids = await Promise.all(
          Array.from({ length: 8 }, (_, at) => request(at % 2 ? units : other)),
        );
        expect(new Set(ids).size).to.equal(1);
        expect(await count('document')).to.equal(1);
      });

      it('is refused when it is another request', async () => {
        await request(units);
        expect((await refusalOf(request(units, 'other hash'))).kind).to.equal(
          'idempotencyMismatch',
        );
      });

      it('is told when what it made is gone', async () => {
        const id = await request(units);
        await run(async (unit) => deleteDocument(unit, (await unit.get('thing', id))!));
        expect((await refusalOf(request(units))).kind).to.equal('conflict');
      });
    });

    describe('what any document can do', () => {
      it('create, patch and delete, each with an audit row', async () => {
        const { id } = await run((unit) => createDocument(unit, 'thing', { name: 'a' }));
        await run(async (unit) => {
          const document = (await unit.get('thing', id))!;
          patchDocument(unit, document, { ...document.body, name: 'b' });
        });
        expect((await stored('thing', id)).body['name']).to.equal('b');
        await run(async (unit) => deleteDocument(unit, (await unit.get('thing', id))!));
        expect(await documents.get('thing', id)).to.equal(undefined);
        expect(await count('attribute')).to.equal(0);
        expect((await documents.audit(id)).map(({ action }) => action)).to.deep.equal([
          'create',
          'patch',
          'delete',
        ]);
      });
    });

    describe('readers', () => {
      it('find the journey of a document, and all that belongs to it', async () => {
        const ids = await run((unit) => {
          const root = unit.create({ kind: 'whole', journey: 'self', body: {} });
          const part = unit.create({ kind: 'part', journey: root.id, parent: root.id, body: {} });
          return [root.id, part.id, unit.create({ kind: 'part', body: {} }).id];
        });
        const [root, part, alone] = ids as [string, string, string];
        expect(await documents.journeyOf(part)).to.equal(root);
        expect(await documents.journeyOf(root)).to.equal(root);
        expect(await documents.journeyOf(alone)).to.equal(undefined);
        expect((await documents.ofJourney(root)).map(({ id }) => id)).to.deep.equal([root, part]);
        expect(await documents.journeyOf('no\0where')).to.equal(undefined);
        expect(await documents.get('part', 'no\0where')).to.equal(undefined);
      });

      it('find long values by the index', async () => {
        const long = 'x'.repeat(5000);
        const { id } = await run((unit) =>
          unit.create({ kind: 'thing', body: { name: `${long}1` } }),
        );
        await run((unit) => unit.create({ kind: 'thing', body: { name: `${long}2` } }));
        const where = [{ path: ['name'], operator: 'eq' as const, values: [`${long}1`] }];
        const page = await documents.list('thing', { where, sort: [], offset: 0, limit: 10 });
        expect(page.documents.map((one) => one.id)).to.deep.equal([id]);
        await run(async (unit) => {
          expect(
            (await unit.findBy('thing', 'name', `${long}1`)).map((one) => one.id),
          ).to.deep.equal([id]);
        });
      });

      it('refuse to find by what is not indexed', async () => {
        const failure = await run((unit) => unit.findBy('thing', 'colour', 'red')).catch(
          (error) => error,
        );
        expect(failure)
          .to.be.an('error')
          .with.property('message')
          .that.matches(/not indexed/);
      });

      it('list the parts of one document', async () => {
        const [one, two] = [v7(), v7()];
        const { id } = await run((unit) => {
          unit.create({ kind: 'part', parent: two, body: {} });
          return unit.create({ kind: 'part', parent: one, body: {} });
        });
        const page = await documents.list('part', {
          where: [],
          sort: [],
          offset: 0,
          limit: 10,
          parent: one,
        });
        expect(page).to.deep.include({ total: 1 });
        expect(page.documents.map((part) => part.id)).to.deep.equal([id]);
      });
    });
  });
}
