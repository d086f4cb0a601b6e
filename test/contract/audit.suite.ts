import { expect } from 'chai';
import fc from 'fast-check';
import type { Context } from 'mocha';
import type { JsonObject } from '../../openapi/json.js';
import type { Database } from '../../src/db/database.js';
import { createDocuments } from '../../src/documents/documents.js';
import { rebuild } from '../../src/documents/rebuild.js';
import type { Documents } from '../../src/documents/reader.js';
import type { Units } from '../../src/documents/unit.js';
import { verifyAudit } from '../../src/documents/verify.js';
import type { TestDatabase } from '../support/databases.js';
import { INDEXED, testUnits } from '../support/document-units.js';

/** As JSON has it: without -0. */
const jsonObject = fc
  .dictionary(
    fc.constantFrom('a', 'b', 'c', '@type', '10', 'constructor', 'hasOwnProperty'),
    fc.jsonValue({ maxDepth: 3 }),
    { maxKeys: 4, noNullPrototype: true },
  )
  .map((object) => JSON.parse(JSON.stringify(object)) as JsonObject);

/** What was done can be read back, and what was tampered with is found. */
export function auditSuite(name: string, open: (context: Context) => Promise<TestDatabase>): void {
  describe(`audit: ${name}`, () => {
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

    /** A journey of a root and two parts with some history, and a document outside of it. */
    const history = async () => {
      const ids = await units.run('tester', async (unit) => {
        const root = unit.create({ kind: 'whole', journey: 'self', state: 'a', body: { n: 1 } });
        const part = { kind: 'part', journey: root.id, parent: root.id };
        const kept = unit.create({ ...part, state: 'a', body: { n: 1, list: [1.5, 'x'] } });
        const gone = unit.create({ ...part, body: { n: 1 } });
        return {
          root: root.id,
          kept: kept.id,
          gone: gone.id,
          alone: unit.create({ kind: 'other', body: {} }).id,
        };
      });
      await units.run('second', async (unit) => {
        const [kept, gone] = await unit.lockAndGet('part', [ids.kept, ids.gone]);
        const changed = unit.change(
          kept!,
          { state: 'b', body: { n: 2, list: [] } },
          { action: 'patch', reason: 'because' },
        );
        unit.change(changed, { inner: { x: 1 } }, { action: 'plan' });
        unit.remove(gone!);
      });
      return ids;
    };
    const faults = async (chain?: string) => (await verifyAudit(database, chain)).faults;

    it('finds nothing where nobody tampered, and says how much it looked at', async () => {
      const { root } = await history();
      expect(await verifyAudit(database)).to.deep.equal({ rows: 7, documents: 3, faults: [] });
      expect(await verifyAudit(database, root)).to.deep.equal({
        rows: 6,
        documents: 2,
        faults: [],
      });
      expect(await verifyAudit(database, 'nothing')).to.deep.equal({
        rows: 0,
        documents: 0,
        faults: [],
      });
    });

    it('finds nothing amiss on pages of many chains', async () => {
      await units.run('tester', async (unit) => {
        for (let n = 0; n < 1200; n++) unit.create({ kind: 'many', body: { n } });
      });
      expect(await verifyAudit(database)).to.deep.equal({
        rows: 1200,
        documents: 1200,
        faults: [],
      });
    });

    it('finds a body that was changed', async () => {
      const { root, kept } = await history();
      await database.query(`UPDATE document SET body = '{"n":3}' WHERE id = $1`, [kept]);
      const [fault, ...more] = await faults();
      expect(more).to.deep.equal([]);
      expect(fault).to.deep.include({ chain: root, sequence: 5, kind: 'part', id: kept });
      expect(fault?.message).to.match(/body/);
    });

    it('finds a state or revision that was changed', async () => {
      const { kept, root, alone } = await history();
      await database.query(`UPDATE document SET state = 'done' WHERE id = $1`, [kept]);
      await database.query('UPDATE document SET revision = 9 WHERE id = $1', [alone]);
      expect((await faults()).map(({ id }) => id)).to.have.members([kept, alone]);
      expect((await faults(root)).map(({ message }) => message).join()).to.match(
        /state done.*says b/,
      );
    });

    it('finds a row that was changed, and that row alone', async () => {
      const { root } = await history();
      for (const change of [
        `actor = 'nobody'`,
        `undo = '{"n":0}'`,
        `at = 'never'`,
        `reason = NULL`,
      ]) {
        const where = `WHERE chain = '${root}' AND sequence = 4`;
        const [before] = await database.query(`SELECT actor, undo, at, reason FROM audit ${where}`);
        await database.query(`UPDATE audit SET ${change} ${where}`);
        const found = await faults();
        expect(
          found.map(({ chain, sequence }) => [chain, sequence]),
          change,
        ).to.deep.equal([[root, 4]]);
        await database.query(
          `UPDATE audit SET actor = $1, undo = $2, at = $3, reason = $4 ${where}`,
          Object.values(before ?? {}) as string[],
        );
      }
      expect(await faults()).to.deep.equal([]);
    });

    it('finds a row that was changed with a hash that fits it', async () => {
      const { root } = await history();
      await database.query('UPDATE audit SET hash = $1 WHERE chain = $2 AND sequence = 2', [
        '0'.repeat(64),
        root,
      ]);
      expect((await faults()).map(({ sequence }) => sequence)).to.deep.equal([2, 3]);
    });

    it('finds rows that are missing: in the middle, at the beginning, at the end', async () => {
      const { root, kept } = await history();
      await database.query('DELETE FROM audit WHERE chain = $1 AND sequence = 3', [root]);
      expect((await faults()).map(({ sequence, message }) => [sequence, message])).to.deep.equal([
        [4, 'Row 3 before this one is missing'],
      ]);
      await database.query('DELETE FROM audit WHERE chain = $1 AND sequence IN (1, 5)', [root]);
      const found = await faults();
      expect(found.map(({ message }) => message).join()).to.match(/Row 1 before.*Rows? .*missing/);
      expect(found.some(({ id, sequence }) => id === kept && sequence === 4)).to.equal(true);
    });

    it('finds a document that no row speaks of, and one that was taken away', async () => {
      const { root, kept, alone } = await history();
      await database.query('DELETE FROM audit WHERE chain = $1', [alone]);
      await database.query('DELETE FROM document WHERE id = $1', [kept]);
      const found = await faults();
      expect(found.map(({ chain, sequence, id }) => [chain, sequence, id])).to.have.deep.members([
        [alone, null, alone],
        [root, 5, kept],
      ]);
    });

    it('gives back every past body, also after it was removed', async () => {
      const { root, kept, gone } = await history();
      const at = (id: string, revision: number) => rebuild(documents, root, 'part', id, revision);
      const base = (id: string) => ({ id, href: `/test/part/${id}` });
      expect(await at(kept, 1)).to.deep.equal({ ...base(kept), n: 1, list: [1.5, 'x'] });
      expect(await at(kept, 2)).to.deep.equal({ ...base(kept), n: 2, list: [] });
      expect(await at(kept, 3)).to.deep.equal({ ...base(kept), n: 2, list: [] });
      expect(await at(kept, 4)).to.equal(undefined);
      expect(await at(gone, 1)).to.deep.equal({ ...base(gone), n: 1 });
      expect(await at(gone, 2)).to.equal(undefined);
      expect(await at('nobody', 1)).to.equal(undefined);
    });

    it('gives back every past body, whatever was in it', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(jsonObject, { minLength: 1, maxLength: 5 }),
          async ([first, ...next]) => {
            const bodies: JsonObject[] = [];
            const id = await units.run('tester', async (unit) => {
              const made = unit.create({ kind: 'any', body: first! });
              bodies.push(made.body);
              return made.id;
            });
            for (const body of next)
              await units.run('tester', async (unit) => {
                const document = (await unit.get('any', id))!;
                bodies.push(unit.change(document, { body }, { action: 'patch' }).body);
              });
            for (const [at, body] of bodies.entries())
              expect(await rebuild(documents, id, 'any', id, at + 1)).to.deep.equal(body);
            expect(await faults(id)).to.deep.equal([]);
          },
        ),
        { numRuns: 30 },
      );
    });
  });
}
