import { expect } from 'chai';
import { createHeldLease, holdLease, releaseLease } from '../../../src/messaging/lease.js';
import { standingClock } from '../../support/clock.js';
import { DATABASES } from '../../support/databases.js';
import type { TestDatabase } from '../../support/databases.js';

for (const [name, makeDatabase] of Object.entries(DATABASES)) {
  describe(`a lease on ${name}`, () => {
    let own: TestDatabase;
    beforeEach(async function () {
      own = await makeDatabase(this);
    });
    afterEach(() => own?.remove());

    const hold = (holder: string, at: Date, ttlMs = 1_000) =>
      holdLease(own.database, 'relay', holder, ttlMs, at);

    it('is held by one until it lapses, and renewed by its holder', async () => {
      const { now, advance } = standingClock();
      expect(await hold('a', now())).to.equal(true);
      expect(await hold('b', now())).to.equal(false);
      advance(900);
      expect(await hold('a', now())).to.equal(true);
      advance(900);
      expect(await hold('b', now()), 'renewed').to.equal(false);
      advance(100);
      expect(await hold('b', now()), 'lapsed').to.equal(true);
      expect(await hold('a', now())).to.equal(false);
    });

    it('is held under each name by itself', async () => {
      const at = new Date();
      expect(await hold('a', at)).to.equal(true);
      expect(await holdLease(own.database, 'other', 'b', 1_000, at)).to.equal(true);
    });

    it('goes to one of many who ask at once', async () => {
      const at = new Date();
      const asked = Array.from({ length: 3 }, (_, i) =>
        holdLease(own.again(), 'relay', `holder-${i}`, 1_000, at),
      );
      expect((await Promise.all(asked)).filter(Boolean)).to.have.length(1);
    });

    it('is free at once when its holder lets go, and only then', async () => {
      const at = new Date();
      await hold('a', at);
      await releaseLease(own.database, 'relay', 'b');
      expect(await hold('b', at)).to.equal(false);
      await releaseLease(own.database, 'relay', 'a');
      expect(await hold('b', at)).to.equal(true);
    });

    it('is written again only when half of its time has passed', async () => {
      const { now, advance } = standingClock();
      let writes = 0;
      const counted = {
        ...own.database,
        transaction: ((work) => {
          writes += 1;
          return own.database.transaction(work);
        }) as typeof own.database.transaction,
      };
      const lease = createHeldLease(counted, 'relay', 'a', 1_000, now);
      expect(lease.isFresh()).to.equal(false);
      for (let i = 0; i < 5; i += 1) expect(await lease.hold()).to.equal(true);
      expect(writes).to.equal(1);
      advance(500);
      expect(lease.isFresh()).to.equal(false);
      expect(await lease.hold()).to.equal(true);
      expect(writes).to.equal(2);
      await lease.release();
      await lease.release();
      expect(writes).to.equal(3);
      expect(await hold('b', now())).to.equal(true);
    });
  });
}
