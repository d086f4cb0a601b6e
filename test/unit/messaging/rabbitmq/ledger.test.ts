import { expect } from 'chai';
import fc from 'fast-check';
import { createLedger } from '../../../../src/messaging/rabbitmq/ledger.js';

describe('the ledger of deliveries', () => {
  it('acknowledges a run from the oldest on as one', () => {
    const ledger = createLedger();
    for (const tag of [1, 2, 3, 4, 5]) ledger.open(tag);
    for (const tag of [3, 1, 2, 5]) ledger.done(tag);
    expect(ledger.take()).to.deep.equal({ upTo: 3, singles: [5] });
    ledger.done(4);
    expect(ledger.take()).to.deep.equal({ upTo: 4, singles: [] });
    expect(ledger.take()).to.deep.equal({ singles: [] });
  });

  it('never acknowledges beyond one that is open, not even one settled another way', () => {
    const ledger = createLedger();
    for (const tag of [1, 2, 3]) ledger.open(tag);
    ledger.done(2);
    expect(ledger.take()).to.deep.equal({ singles: [2] });
    ledger.forget(1);
    ledger.done(3);
    expect(ledger.take()).to.deep.equal({ upTo: 3, singles: [] });
  });

  it('acknowledges each done one exactly once and no open one, in whatever order', () => {
    const step = fc.record({ tag: fc.integer({ min: 1, max: 12 }), take: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const ledger = createLedger();
        for (let tag = 1; tag <= 12; tag += 1) ledger.open(tag);
        const done = new Set<number>();
        const acknowledged = new Set<number>();
        const take = () => {
          const { upTo = 0, singles } = ledger.take();
          for (let tag = 1; tag <= upTo; tag += 1) acknowledged.add(tag);
          for (const tag of singles) {
            expect(acknowledged.has(tag), 'twice').to.equal(false);
            acknowledged.add(tag);
          }
        };
        for (const { tag, take: now } of steps) {
          done.add(tag);
          if (!acknowledged.has(tag)) ledger.done(tag);
          if (now) take();
        }
        take();
        expect([...acknowledged].sort()).to.deep.equal([...done].sort());
      }),
    );
  });
});
