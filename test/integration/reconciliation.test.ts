import { expect } from 'chai';
import { Refusal } from '../../src/errors.js';
import { holdLease } from '../../src/messaging/lease.js';
import { startRun } from '../../src/reconcile/history.js';
import { createReconciler } from '../../src/reconcile/reconciler.js';
import type { Rule } from '../../src/reconcile/rule.js';
import { expectStatus } from '../support/api.js';
import { startApp, type TestApp } from '../support/app.js';
import { eventually } from '../support/eventually.js';
import { falloutsIn } from '../support/operator.js';
import { openOrderBook } from '../support/order-book.js';
import { allCompleted } from '../support/outcome.js';
import { findingsOf, runsOf, type Run } from '../support/reconciliation.js';
import { playSystem } from '../support/scripted-system.js';
import { countOf } from '../support/seen-from-outside.js';
import { needsPostgres, needsRabbit } from '../support/services.js';
import { loadSmallCatalog } from '../support/small-catalog.js';
import { unitsOver } from '../support/units.js';

const TASKS = [
  { name: 'visit', kind: 'fsm' },
  { name: 'register', kind: 'cmdb', after: ['visit'] },
];

for (const on of ['embedded', 'real'] as const) {
  const what = on === 'real' ? 'PostgreSQL and RabbitMQ' : 'SQLite and the embedded broker';
  describe(`reconciliation (${what})`, () => {
    let app: TestApp | undefined;
    before(async function () {
      if (on === 'embedded') return;
      await needsPostgres(this);
      await needsRabbit(this);
    });
    afterEach(async () => {
      await app?.stop();
      app = undefined;
    });
    const start = async (env: Record<string, string>) => (app = await startApp({ on, env }));

    it('completes every order though a third of all statuses are lost, and says which', async () => {
      const { api, drivers } = await start({
        SIMULATE_OPTIONS: '--vanish 30%',
        SILENT_AFTER_MS: '300',
        RECONCILE_SCHEDULE: '* * * * * *',
      });
      const book = openOrderBook((await loadSmallCatalog(api, TASKS)).offering, 2);
      await book.place(api, 10);
      await eventually('every order is completed', () =>
        allCompleted(drivers.database, book.size()),
      );
      const findings = await findingsOf(api);
      const recovered = findings.filter(({ action }) => action === 'repaired');
      expect(recovered.map((finding) => finding.class)).to.include('stale');
      const asked = new Set(
        findings.filter(({ action }) => action === 'asked').map(({ id }) => id),
      );
      for (const { id, kind, message } of recovered) {
        expect(kind).to.equal('taskFlow');
        expect(message).to.match(/lost on the way: its system says (completed|inProgress|ack)/);
        expect(asked.has(id), `${id} was asked after`).to.equal(true);
      }
      const runs = await runsOf(api);
      expect(sum(runs, 'repaired')).to.equal(recovered.length);
    });

    it('recovers exactly what was lost, each once, when nothing comes through', async () => {
      const { api, drivers } = await start({
        SIMULATE_OPTIONS: '--vanish 100%',
        SILENT_AFTER_MS: '100',
        RECONCILE_SCHEDULE: '* * * * * *',
      });
      const book = openOrderBook((await loadSmallCatalog(api, TASKS)).offering, 2);
      await book.place(api, 2);
      await eventually('every order is completed', () =>
        allCompleted(drivers.database, book.size()),
      );
      const tasks = await drivers.database.query<{ id: string }>(
        `SELECT id FROM document WHERE kind = 'taskFlow'`,
      );
      const recovered = (await findingsOf(api)).filter(({ action }) => action === 'repaired');
      expect(recovered.map(({ id }) => id).sort()).to.deep.equal(tasks.map(({ id }) => id).sort());
    });

    it('only notes in a dry run, and asks when it is none', async () => {
      const { api, drivers } = await start({
        SIMULATE_OPTIONS: '--vanish 100%',
        SILENT_AFTER_MS: '1',
      });
      const book = openOrderBook((await loadSmallCatalog(api, TASKS)).offering, 2);
      await book.place(api, 1);
      const { database } = drivers;
      await eventually('two work orders are out, and nothing else is owed', async () => {
        const sent = 'SELECT COUNT(*) AS n FROM outbox WHERE sent_at IS NOT NULL';
        const owed = 'SELECT COUNT(*) AS n FROM job';
        return (await countOf(database, sent)) === 2 && (await countOf(database, owed)) === 0;
      });
      const before = await everything(app!);
      const dry = await api.post<Run>('/reconciliation/runs', { dryRun: true });
      const noted = expectStatus(dry, 202);
      expect(dry.headers.get('location')).to.equal(`/reconciliation/runs/${noted.id}`);
      const report = expectStatus(await api.get<Run>(`/reconciliation/runs/${noted.id}`), 200);
      expect(report).to.include({ dryRun: true, state: 'done', checked: 2, drifts: 2 });
      expect(report.findings?.map(({ action }) => action)).to.deep.equal(['noted', 'noted']);
      expect(await everything(app!)).to.deep.equal(before);

      const run = expectStatus(
        await api.post<Run>('/reconciliation/runs', { rule: 'silent-work-orders' }),
        202,
      );
      await eventually('both answers have come', async () => {
        const { body } = await api.get<Run>(`/reconciliation/runs/${run.id}`);
        return body.repaired === 2;
      });
    });

    it('hands over once more what its system does not know, then gives up on it', async () => {
      const { api, drivers } = await start({ SIMULATE: 'none', SILENT_AFTER_MS: '1' });
      const fsm = await playSystem(drivers, 'fsm', ({ verb }) =>
        verb === 'ask' ? [{ kind: 'snapshot', state: 'unknown', sequence: 0 }] : [],
      );
      const { offering } = await loadSmallCatalog(api, [TASKS[0]!]);
      await openOrderBook(offering, 1).place(api, 1);
      const creates = () => fsm.asked.filter(({ verb }) => verb === 'create');
      await eventually('the work order has arrived', async () => creates().length === 1);
      const first = expectStatus(await api.post<Run>('/reconciliation/runs', {}), 202);
      await eventually('it was handed over again', async () => creates().length === 2);
      const [one, two] = creates();
      expect(two).to.deep.equal(one);
      expect(one?.revision).to.equal(1);
      expect(await falloutsIn(api, 'open')).to.deep.equal([]);

      const second = expectStatus(await api.post<Run>('/reconciliation/runs', {}), 202);
      const [fallout, ...more] = await eventually('there is a fallout', async () => {
        const open = await falloutsIn(api, 'open');
        return open.length > 0 ? open : undefined;
      });
      expect(more).to.deep.equal([]);
      expect(fallout).to.include({ cause: 'unknownWorkOrder', class: 'system' });
      expect(fallout?.task?.id).to.equal(one?.workOrderId);
      expect(creates()).to.have.length(2);
      const actions = async ({ id }: Run) =>
        (await api.get<Run>(`/reconciliation/runs/${id}`)).body.findings?.map((f) => f.action);
      expect(await actions(first)).to.deep.equal(['asked', 'repaired']);
      expect(await actions(second)).to.deep.equal(['asked', 'fallout']);
      await fsm.stop();
    });

    it('does not take an answer that comes twice for a second one', async () => {
      const { api, drivers } = await start({ SIMULATE: 'none', SILENT_AFTER_MS: '1' });
      const unknown = { kind: 'snapshot', state: 'unknown', sequence: 0 } as const;
      const fsm = await playSystem(drivers, 'fsm', ({ verb }) =>
        verb === 'ask' ? [unknown, unknown] : [],
      );
      const { offering } = await loadSmallCatalog(api, [TASKS[0]!]);
      await openOrderBook(offering, 1).place(api, 1);
      await eventually('the work order has arrived', async () => fsm.asked.length === 1);
      expectStatus(await api.post<Run>('/reconciliation/runs', {}), 202);
      await eventually('it was handed over again', async () => fsm.asked.length === 3);
      await eventually('both answers were taken', async () => {
        const seen = await countOf(drivers.database, 'SELECT COUNT(*) AS n FROM inbox');
        return seen === 2;
      });
      expect(await falloutsIn(api, 'open')).to.deep.equal([]);
      expect(fsm.asked.map(({ verb }) => verb)).to.deep.equal(['create', 'ask', 'create']);
      await fsm.stop();
    });

    it('has one runner at a time, in one process and across all', async () => {
      const { api, drivers } = await start({});
      const { database } = drivers;
      const entered = signal();
      const leave = signal();
      const slow: Rule = {
        name: 'slow',
        async run() {
          entered.give();
          await leave.given;
          return 1;
        },
      };
      const reconcilers = ['one', 'other'].map((holder) =>
        createReconciler({
          ...{ ...drivers, units: unitsOver(database), rules: [slow], holder },
          ...{ schedule: 'off', silentAfterMs: 0 },
        }),
      );
      // Left from a run whose database went away before the end: the process takes it up again.
      await holdLease(database, 'reconciliation', 'one', 3_600_000, new Date());
      expectStatus(await api.post('/reconciliation/runs', {}), 409);
      const running = reconcilers[0]!.run({ dryRun: false });
      await entered.given;
      for (const reconciler of reconcilers) {
        const refused = await reconciler.run({ dryRun: false }).catch((error: unknown) => error);
        expect(refused).to.be.instanceOf(Refusal);
        expect((refused as Refusal).kind).to.equal('conflict');
      }
      expectStatus(await api.post('/reconciliation/runs', {}), 409);
      leave.give();
      const id = await running;
      const [run, ...others] = await runsOf(api);
      expect(others).to.deep.equal([]);
      expect(run).to.include({ id, state: 'done', checked: 1 });
      expectStatus(await api.post('/reconciliation/runs', {}), 202);
    });

    it('says of a run whose process ended that it failed', async () => {
      const { api, drivers } = await start({});
      const startedAt = new Date().toISOString();
      const given = { id: 'given-up', rule: null, dryRun: false, startedAt, holder: 'nobody' };
      await drivers.database.transaction((tx) => startRun(tx, given));
      expectStatus(await api.post('/reconciliation/runs', {}), 202);
      const { body } = await api.get<Run>('/reconciliation/runs/given-up');
      expect(body).to.include({ state: 'failed', message: 'its process ended before it did' });
    });

    it('refuses a rule that there is not, naming those there are', async () => {
      const { api } = await start({});
      const answer = await api.post<{ details: { message: string }[] }>('/reconciliation/runs', {
        rule: 'everything',
      });
      expect(expectStatus(answer, 422).details[0]?.message).to.include('silent-work-orders');
    });
  });
}

/** Something that is waited for until somebody gives it. */
function signal() {
  let give = (): void => undefined;
  const given = new Promise<void>((resolve) => (give = resolve));
  return { given, give };
}

const sum = (runs: readonly Run[], name: 'repaired' | 'drifts'): number =>
  runs.reduce((total, run) => total + run[name], 0);

/** What a dry run must leave as it is: documents, audit, messages, jobs. */
async function everything({ drivers: { database } }: TestApp) {
  const tables = ['document', 'audit', 'outbox', 'inbox', 'job'];
  const counts = tables.map((table) => countOf(database, `SELECT COUNT(*) AS n FROM ${table}`));
  const revisions = countOf(database, 'SELECT SUM(revision) AS n FROM document');
  return Promise.all([...counts, revisions]);
}
