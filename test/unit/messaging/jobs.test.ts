import { expect } from 'chai';
import type { Database } from '../../../src/db/database.js';
import type { Job } from '../../../src/documents/unit.js';
import { createJobs } from '../../../src/messaging/jobs.js';
import type { ClaimedJob, JobHandler, JobsOptions } from '../../../src/messaging/jobs.js';
import { createJobRows } from '../../../src/messaging/job-rows.js';
import { standingClock } from '../../support/clock.js';
import { DATABASES, interruptible } from '../../support/databases.js';
import type { TestDatabase } from '../../support/databases.js';
import { quietLog, recordingLog } from '../../support/log.js';
import { unitsOver } from '../../support/units.js';
import { until } from '../../support/until.js';

interface Row {
  seq: number;
  subject: string;
  attempts: number;
  due_at: string;
  claimed_until: string | null;
  last_error: string | null;
  parked_at: string | null;
}

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  describe(`jobs on ${name}`, () => {
    let own: TestDatabase;
    let clock: ReturnType<typeof standingClock>;
    beforeEach(async function () {
      own = await makeDatabase(this);
      clock = standingClock();
      await own.database.transaction((tx) => tx.query('CREATE TABLE effect(id text NOT NULL)'));
    });
    afterEach(() => own?.remove());

    const ask = (...jobs: (Partial<Job> & { subject: string })[]) =>
      unitsOver(own.database, clock.now).run('test', async (unit) => {
        for (const job of jobs) unit.ask({ name: 'work', journey: null, ...job });
      });
    const askFor = (...subjects: string[]) => ask(...subjects.map((subject) => ({ subject })));
    /** An effect in the unit, so that what was rolled back does not count. */
    const work: JobHandler = async (unit, jobs) => {
      for (const { subject } of jobs) {
        await unit.query('INSERT INTO effect(id) VALUES($1)', [subject]);
      }
    };
    const failingOn =
      (bad: string): JobHandler =>
      async (unit, jobs) => {
        await work(unit, jobs);
        if (jobs.some(({ subject }) => subject === bad)) throw new Error(`bad ${bad}`);
      };
    const jobsWith = (options: Partial<JobsOptions> & { on?: Database } = {}) => {
      const { on = own.database, ...rest } = options;
      return createJobs({
        database: on,
        units: unitsOver(on, rest.now ?? clock.now),
        handlers: { work },
        holder: 'one',
        log: quietLog(),
        now: clock.now,
        lanes: 1,
        ...rest,
      });
    };
    const rows = () => own.database.query<Row>('SELECT * FROM job ORDER BY seq');
    const effects = async () =>
      (await own.database.query<{ id: string }>('SELECT id FROM effect'))
        .map(({ id }) => id)
        .sort();

    it('does the jobs of a name together, and ends them with their effect', async () => {
      const calls: string[] = [];
      const noting =
        (word: string): JobHandler =>
        async (unit, jobs) => {
          calls.push(`${word} ${jobs.map(({ subject }) => subject).join()} by ${unit.actor}`);
          await work(unit, jobs);
        };
      await ask({ subject: 'a' }, { subject: 'b', name: 'other' }, { subject: 'c' });
      const jobs = jobsWith({ handlers: { work: noting('work'), other: noting('other') } });
      expect(await jobs.runNext()).to.equal(3);
      expect(await jobs.runNext()).to.equal(0);
      expect(calls).to.deep.equal(['work a,c by turnup', 'other b by turnup']);
      expect(await effects()).to.deep.equal(['a', 'b', 'c']);
      expect(await rows()).to.deep.equal([]);
    });

    it('hands the handler all of a job', async () => {
      let seen: ClaimedJob | undefined;
      await ask({ subject: 's', journey: 'j', data: { a: [1] } });
      await jobsWith({ handlers: { work: async (_unit, [job]) => void (seen = job) } }).runNext();
      expect(seen).to.deep.include({
        name: 'work',
        subject: 's',
        journey: 'j',
        data: { a: [1] },
        attempts: 1,
        lastError: null,
      });
    });

    it('does a job when it is due, and not before', async () => {
      await ask({ subject: 'later', delayMs: 5_000 }, { subject: 'now' });
      const jobs = jobsWith();
      expect(await jobs.runNext()).to.equal(1);
      clock.advance(4_999);
      expect(await jobs.runNext()).to.equal(0);
      clock.advance(1);
      expect(await jobs.runNext()).to.equal(1);
      expect(await effects()).to.deep.equal(['later', 'now']);
    });

    it('does a failed batch one by one; the bad one is put off, its effect undone', async () => {
      await askFor('a', 'bad', 'b');
      const jobs = jobsWith({ handlers: { work: failingOn('bad') } });
      expect(await jobs.runNext()).to.equal(3);
      expect(await effects()).to.deep.equal(['a', 'b']);
      const [left] = await rows();
      expect(left).to.include({ subject: 'bad', attempts: 1, last_error: 'bad bad' });
      expect(left?.claimed_until).to.equal(null);
      const waitMs = new Date(left?.due_at ?? '').getTime() - clock.now().getTime();
      expect(waitMs).to.be.within(500, 1_000);
    });

    it('parks a job after ten tries, with the last error, and says so', async () => {
      await askFor('bad');
      const parked: string[] = [];
      const jobs = jobsWith({
        handlers: { work: failingOn('bad') },
        onParked: (job, error) => void parked.push(`${job.subject} ${job.attempts} ${error}`),
      });
      let tries = 0;
      for (let i = 0; i < 40 && parked.length === 0; i += 1) {
        tries += await jobs.runNext();
        clock.advance(300_000);
      }
      expect(tries).to.equal(10);
      expect(parked).to.deep.equal(['bad 10 bad bad']);
      const [left] = await rows();
      expect(left?.parked_at).to.be.a('string');
      expect(await jobs.runNext(), 'never again').to.equal(0);
    });

    it('keeps jobs that it has no handler for', async () => {
      await ask({ subject: 'a', name: 'unknown' });
      await jobsWith().runNext();
      expect((await rows())[0]?.last_error).to.contain('unknown');
    });

    it('lets the same thing be asked for again once it is claimed', async () => {
      const askOnce = () => ask({ subject: 'a', once: true });
      await askOnce();
      await askOnce();
      expect(await rows()).to.have.length(1);
      const { database } = own;
      const claims = createJobRows({ database, holder: 'x', claimMs: 1_000, now: clock.now });
      expect(await claims.claim(5)).to.have.length(1);
      await askOnce();
      await askOnce();
      expect(await rows()).to.have.length(2);
    });

    it('is shared by several processes, each job done once', async () => {
      await askFor(...Array.from({ length: 60 }, (_, i) => `s${i}`));
      const processes = ['one', 'two', 'three'].map((holder) =>
        jobsWith({ on: own.again(), holder, batch: 4, lanes: 2 }),
      );
      const all = async (jobs: (typeof processes)[number]) => {
        let sum = 0;
        for (let done = 1; done > 0;) sum += done = await jobs.runNext();
        return sum;
      };
      const done = await Promise.all(processes.map(all));
      expect(done.reduce((sum, some) => sum + some, 0)).to.equal(60);
      expect(await effects()).to.have.length(60);
      expect(new Set(await effects()).size).to.equal(60);
    });

    it('takes over the jobs of a process that died, and the dead has no effect', async () => {
      await askFor('a', 'b');
      const rowsOf = (holder: string) =>
        createJobRows({ database: own.database, holder, claimMs: 1_000, now: clock.now });
      const dead = rowsOf('dead');
      const claimed = await dead.claim(10);
      expect(claimed).to.have.length(2);
      expect(await jobsWith().runNext(), 'still claimed').to.equal(0);
      clock.advance(1_000);
      const heir = rowsOf('heir');
      expect(await heir.claim(1)).to.have.length(1);
      const mine = await own.database.transaction((tx) => dead.remove(tx, claimed));
      expect(mine.map(({ subject }) => subject)).to.deep.equal(['b']);
      await dead.putOff(claimed[0] as ClaimedJob, clock.now(), 'too late');
      expect((await rows())[0]).to.include({ subject: 'a', attempts: 2, last_error: null });
    });

    it('keeps the claims of work that takes long', async () => {
      await askFor('a');
      let release: () => void = () => undefined;
      const working = new Promise<void>((resolve) => (release = resolve));
      const now = () => new Date();
      let started = false;
      const jobs = jobsWith({
        now,
        claimMs: 60,
        units: {
          // Outside the transaction, or the one writer of SQLite could not renew.
          run: async (actor, inUnit) => {
            started = true;
            await working;
            return unitsOver(own.database, now).run(actor, inUnit);
          },
        },
      });
      clock.advance(-1_000);
      jobs.start();
      await until(() => started);
      const [first] = await rows();
      await until(
        async () => ((await rows())[0]?.claimed_until ?? '') > (first?.claimed_until ?? ''),
      );
      release();
      await jobs.stop();
      expect(await effects()).to.deep.equal(['a']);
    });

    it('finds and parks a job that ends the process, and no innocent one', async () => {
      const innocent = Array.from({ length: 15 }, (_, i) => `innocent-${i + 10}`);
      await askFor(...innocent, 'killer', 'another');
      let deaths = 0;
      const parked: string[] = [];
      for (let life = 1; life <= 30 && parked.length === 0; life += 1) {
        const way = interruptible(own.database);
        let died: () => void = () => undefined;
        const death = new Promise<false>((resolve) => (died = () => resolve(false)));
        const jobs = jobsWith({
          on: way.database,
          holder: `life ${life}`,
          handlers: {
            work: async (unit, jobs) => {
              await work(unit, jobs);
              if (!jobs.some(({ subject }) => subject === 'killer')) return;
              way.takeAway();
              died();
              throw new Error('the process died');
            },
          },
          onParked: (job, error) => void parked.push(`${job.subject}: ${error}`),
        });
        const alive = (async () => {
          for (let i = 0; i < 6; i += 1) await jobs.runNext();
          return true;
        })();
        if (!(await Promise.race([alive.catch(() => false), death]))) deaths += 1;
        await jobs.stop();
        await alive.catch(() => false);
        clock.advance(10_000);
      }
      expect(deaths).to.equal(10);
      expect(parked[0]).to.match(/^killer: .*never finished/);
      expect(parked).to.have.length(1);
      expect((await rows()).map(({ subject }) => subject)).to.deep.equal(['killer']);
      expect(await effects()).to.deep.equal(['another', ...innocent]);
    });

    it('runs by itself once started: when woken, when due, and after the database was away', async () => {
      const { log, lines } = recordingLog();
      const way = interruptible(own.database);
      const jobs = jobsWith({ on: way.database, now: () => new Date(), pollMs: 20, log });
      clock = standingClock(new Date().toISOString());
      jobs.wake();
      jobs.start();
      await askFor('a');
      jobs.wake();
      await until(async () => (await effects()).length === 1);
      await ask({ subject: 'b', delayMs: 50 });
      await until(async () => (await effects()).length === 2);
      way.takeAway();
      await askFor('c');
      await until(() => lines.length === 1);
      way.giveBack();
      await until(async () => (await effects()).length === 3);
      await jobs.stop();
      expect(lines.map(({ level }) => level)).to.deep.equal([40, 30]);
      await askFor('d');
      jobs.wake();
      await jobsWith({ holder: 'two' }).runNext();
      expect(await effects()).to.deep.equal(['a', 'b', 'c', 'd']);
    });

    it('gets much done by itself, in lanes and processes, also what a dead one left', async () => {
      const now = () => new Date();
      clock = standingClock(new Date(Date.now() - 60_000).toISOString());
      const subjects = Array.from({ length: 400 }, (_, i) => `s${i}`);
      await ask(...subjects.map((subject, i) => ({ subject, journey: `j${i % 40}` })));
      const dead = createJobRows({ database: own.database, holder: 'dead', claimMs: 1, now });
      await dead.claim(30);
      await until(async () => (await dead.claim(1)).length === 1);
      const processes = ['one', 'two'].map((holder) =>
        jobsWith({ on: own.again(), holder, batch: 10, lanes: 3, now, pollMs: 20 }),
      );
      for (const jobs of processes) jobs.start();
      await until(async () => (await rows()).length === 0);
      await Promise.all(processes.map((jobs) => jobs.stop()));
      expect(await effects()).to.deep.equal([...subjects].sort());
    });

    it('never runs two jobs of a journey in two lanes at once', async () => {
      const running = new Set<string>();
      let most = 0;
      await ask(
        ...Array.from({ length: 48 }, (_, i) => ({ subject: `s${i}`, journey: `j${i % 6}` })),
      );
      const jobs = jobsWith({
        batch: 4,
        lanes: 4,
        units: {
          run: async (actor, inUnit) => {
            const unit = {} as Parameters<typeof inUnit>[0];
            return inUnit(
              Object.assign(unit, {
                query: async (_sql: string, values: readonly string[]) =>
                  JSON.parse(values[1] ?? '[]') as { seq: number }[],
                actor,
              }) as never,
            );
          },
        },
        handlers: {
          work: async (_unit, some) => {
            const journeys = new Set(some.map(({ journey }) => journey ?? ''));
            for (const journey of journeys) {
              expect(running.has(journey), `${journey} twice`).to.equal(false);
              running.add(journey);
            }
            most = Math.max(most, running.size);
            await new Promise((resolve) => setImmediate(resolve));
            for (const journey of journeys) running.delete(journey);
          },
        },
      });
      expect(await jobs.runNext()).to.equal(32);
      expect(most).to.be.greaterThan(1);
      expect((await rows()).every(({ last_error: error }) => error === null)).to.equal(true);
    });
  });
}
