import { expect } from 'chai';
import { outputOf } from '../support/command.js';
import { eventually } from '../support/eventually.js';
import { closeGate } from '../support/gate.js';
import { endOf } from '../support/log-lines.js';
import { allCompleted, faultsOfActs, faultsOfOrders, leftovers } from '../support/outcome.js';
import { needsPostgres, needsRabbit } from '../support/services.js';
import { openBench, SHAPE, type Bench } from './bench.js';
import { GATES, UNTOLD, WAY, type Round } from './points.js';

/** Kills that each database must have seen at least. */
const ENOUGH = 10;

for (const on of ['embedded', 'real'] as const) {
  const what = on === 'real' ? 'PostgreSQL and RabbitMQ' : 'SQLite and the embedded broker';
  describe(`a gateway that is killed again and again (${what})`, function () {
    this.timeout(180_000);
    let bench: Bench;
    let kills = 0;
    before(async function () {
      if (on === 'real') {
        await needsPostgres(this);
        await needsRabbit(this);
      }
      bench = await openBench(on);
    });
    after(() => bench?.stop());
    afterEach(function () {
      if (this.currentTest?.state === 'failed') console.error(endOf(bench?.output() ?? ''));
    });

    // Where gates can be closed, they catch more than looking on does.
    for (const point of on === 'real' ? WAY.filter((_, index) => index % 2 === 0) : WAY) {
      it(`dies ${point.name}`, async () => {
        const round = await bench.begin();
        await bench.comeTo(point, round);
        await dieWithin(round);
        await bench.restart();
      });
    }

    it('dies with requests in flight', async () => {
      const placing = Array.from({ length: 12 }, () => bench.book.place(bench.api(), 1));
      await Promise.race(placing);
      await bench.kill();
      await Promise.all(placing);
      expect(bench.book.size() - bench.book.accepted().length).to.be.greaterThan(0);
      kills += 1;
      await bench.restart();
    });

    it('dies before it is ready again', async () => {
      const round = await bench.begin();
      await dieWithin(round);
      await bench.restartInVain();
      kills += 1;
      await bench.restart();
    });

    if (on === 'real') {
      for (const { name, ...place } of GATES) {
        it(`dies ${name}`, async () => {
          const gate = await closeGate(bench.place.env['DATABASE_SCHEMA'] ?? '', place);
          try {
            const round = await bench.begin();
            await gate.reached();
            await dieWithin(round);
          } finally {
            await gate.open();
          }
          await bench.restart();
        });
      }

      it('dies at the commit of an order whose client is never told', async () => {
        const gate = await closeGate(bench.place.env['DATABASE_SCHEMA'] ?? '', UNTOLD);
        try {
          const placing = bench.begin();
          await gate.reached();
          await bench.kill();
          expect((await placing).orders).to.deep.equal([]);
          kills += 1;
        } finally {
          await gate.open();
        }
        await bench.restart();
      });

      for (const point of WAY.filter(({ name }) => /begun to act|half of the tasks/.test(name))) {
        it(`loses its downstream systems ${point.name}`, async () => {
          const round = await bench.begin();
          await bench.comeTo(point, round);
          await bench.restartSimulators();
        });
      }
    }

    it('was killed often enough to tell', () => {
      expect(kills).to.be.at.least(ENOUGH);
    });

    it('finishes every order that it accepted', async () => {
      await eventually(
        'every order is completed',
        () => allCompleted(bench.database, bench.book.size()),
        120_000,
      );
      expect(bench.book.accepted()).to.have.length(bench.book.size());
    });

    it('has finished each exactly once', async () => {
      expect(await faultsOfOrders(bench.database, bench.book.accepted(), SHAPE)).to.deep.equal([]);
      const fallouts = await bench.api().get('/fallouts');
      expect(fallouts.body).to.deep.equal([]);
    });

    it('had each work order acted on once', async () => {
      const memoryDir = bench.place.env['DATA_DIR'] ?? '';
      expect(await faultsOfActs(bench.database, memoryDir)).to.deep.equal([]);
    });

    it('owes nothing and has parked nothing', async () => {
      await eventually('nothing is left to do', async () => {
        return (await leftovers(bench.database)).length === 0;
      });
      expect((await bench.api().get('/messages/parked')).body).to.deep.equal([]);
    });

    it('has an audit without a gap', async () => {
      const said = await outputOf(['dist/src/cli.js', 'audit', 'verify'], bench.place.env);
      expect(said).to.match(/ 0 faults\n$/);
    });

    const dieWithin = async (round: Round) => {
      await bench.kill();
      expect(await bench.openOf(round), 'orders that are not over').to.be.greaterThan(0);
      kills += 1;
    };
  });
}
