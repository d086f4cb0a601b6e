import { expect } from 'chai';
import { rollUp } from '../../../src/fulfilment/rollup.js';
import { allowedFrom, isFinal, TABLES, wordFor } from '../../../src/lifecycle/index.js';

const ITEM = TABLES.productOrderItem;
const STATES = ITEM.states;

/** Every multiset of states of this size. */
function* multisets(size: number, from = 0): Generator<string[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = from; at < STATES.length; at++) {
    for (const rest of multisets(size - 1, at)) yield [STATES[at] as string, ...rest];
  }
}

function* upTo(size: number): Generator<string[]> {
  for (let count = 1; count <= size; count++) yield* multisets(count);
}

describe('fulfilment: roll-up', () => {
  const CASES: [parts: string[], whole: string][] = [
    [[], 'completed'],
    [['completed', 'completed'], 'completed'],
    [['completed', 'failed'], 'partial'],
    [['completed', 'cancelled'], 'partial'],
    [['completed', 'rejected'], 'partial'],
    [['failed', 'cancelled'], 'failed'],
    [['failed', 'failed'], 'failed'],
    [['cancelled', 'cancelled'], 'cancelled'],
    [['rejected', 'rejected'], 'rejected'],
    [['partial', 'completed'], 'partial'],
    [['partial', 'failed'], 'partial'],
    [['held', 'completed'], 'held'],
    [['held', 'held'], 'held'],
    [['held', 'acknowledged'], 'held'],
    [['held', 'pending'], 'held'],
    [['held', 'inProgress'], 'inProgress'],
    [['pending', 'completed'], 'pending'],
    [['pending', 'inProgress'], 'inProgress'],
    [['acknowledged', 'acknowledged'], 'acknowledged'],
    [['acknowledged', 'inProgress'], 'inProgress'],
    [['acknowledged', 'completed'], 'pending'],
    [['pendingCancellation', 'cancelled'], 'pendingCancellation'],
    [['assessingCancellation', 'held'], 'inProgress'],
  ];
  for (const [parts, whole] of CASES) {
    it(`${parts.join(', ') || 'nothing'} -> ${whole}`, () => {
      expect(rollUp(parts)).to.equal(whole);
    });
  }

  it('is a state of an item, and of itself the same again (exhaustive to 4)', () => {
    for (const parts of upTo(4)) {
      const whole = rollUp(parts);
      expect(STATES).to.include(whole);
      expect(rollUp([whole])).to.equal(whole);
      expect(rollUp([...parts, whole]), parts.join()).to.equal(whole);
    }
  });

  it('does not depend on order (exhaustive to 4: every rotation and its reverse)', () => {
    for (const parts of upTo(4)) {
      for (let at = 0; at < parts.length; at++) {
        const turned = [...parts.slice(at), ...parts.slice(0, at)];
        expect(rollUp(turned)).to.equal(rollUp(parts));
        expect(rollUp(turned.reverse())).to.equal(rollUp(parts));
      }
    }
  });

  it('does not depend on repetition', () => {
    for (const parts of upTo(3)) expect(rollUp([...parts, ...parts])).to.equal(rollUp(parts));
  });

  it('does not depend on grouping: items between, or none (exhaustive to 4, every cut in two)', () => {
    for (const parts of upTo(4)) {
      for (let mask = 1; mask < 2 ** parts.length - 1; mask++) {
        const left = parts.filter((_, at) => mask & (1 << at));
        const right = parts.filter((_, at) => !(mask & (1 << at)));
        const grouped = rollUp([rollUp(left), rollUp(right)]);
        expect(grouped, `${left.join()} | ${right.join()}`).to.equal(rollUp(parts));
      }
    }
  });

  it('is final exactly when every part is (exhaustive to 4)', () => {
    for (const parts of upTo(4)) {
      const all = parts.every((state) => isFinal(ITEM, state));
      expect(isFinal(ITEM, rollUp(parts)), parts.join()).to.equal(all);
    }
  });

  /** One part moves as its table lets it; the whole moves as well, or not at all. */
  function* steps(size: number): Generator<{ before: string[]; after: string[] }> {
    for (const before of upTo(size)) {
      for (const [at, state] of before.entries()) {
        for (const { to } of allowedFrom(TABLES.serviceOrder, state)) {
          yield { before, after: before.with(at, to) };
        }
      }
    }
  }

  it('never comes back from a final state when a part moves (exhaustive to 4)', () => {
    for (const { before, after } of steps(4)) {
      const [from, to] = [rollUp(before), rollUp(after)];
      if (isFinal(ITEM, from)) expect(to).to.equal(from);
    }
  });

  it('never returns to where nothing had begun', () => {
    for (const { before, after } of steps(4)) {
      if (rollUp(after) === 'acknowledged') expect(rollUp(before)).to.equal('acknowledged');
    }
  });

  it('asks of an item nothing that its table forbids (exhaustive to 4)', () => {
    const forbidden = new Set<string>();
    for (const { before, after } of steps(4)) {
      const [from, to] = [rollUp(before), rollUp(after)];
      if (from !== to && !wordFor(ITEM, from, to)) forbidden.add(`${from} -> ${to}`);
    }
    // Cancellations move a whole by their own words, never by roll-up.
    const open = [...forbidden].filter((arrow) => !arrow.includes('Cancellation'));
    expect(open).to.deep.equal([]);
  });

  it('asks of an order in progress nothing that its table forbids (exhaustive to 4)', () => {
    const forbidden = new Set<string>();
    for (const { before, after } of steps(4)) {
      const [from, to] = [rollUp(before), rollUp(after)];
      if (from === to || from === 'acknowledged' || /Cancellation|rejected/.test(from + to))
        continue;
      if (!wordFor(TABLES.productOrder, from, to)) forbidden.add(`${from} -> ${to}`);
    }
    expect([...forbidden]).to.deep.equal([]);
  });

  it('throws for a word that no table knows', () => {
    expect(() => rollUp(['completed', 'asleep'])).to.throw('asleep');
  });
});
