import { expect } from 'chai';
import {
  allowedFrom,
  checkTables,
  finalStates,
  isFinal,
  move,
  rowFor,
  TABLES,
  tableOf,
  wordFor,
} from '../../../src/lifecycle/index.js';
import type { StateTable } from '../../../src/lifecycle/index.js';

describe('lifecycle: the tables', () => {
  it('are sound', () => {
    expect(() => checkTables(TABLES)).not.to.throw();
  });

  /** Written out once, so that a forgotten exit does not silently make a state final. */
  const FINAL: Record<keyof typeof TABLES, string[]> = {
    productOrder: ['completed', 'partial', 'failed', 'rejected', 'cancelled'],
    productOrderItem: ['completed', 'partial', 'failed', 'rejected', 'cancelled'],
    serviceOrder: ['completed', 'partial', 'failed', 'rejected', 'cancelled'],
    resourceOrder: ['completed', 'partial', 'failed', 'rejected', 'cancelled'],
    cancelProductOrder: ['done', 'terminatedWithError', 'rejected', 'cancelled'],
    processFlow: ['completed', 'cancelled'],
    taskFlow: ['completed', 'skipped', 'cancelled'],
    fallout: ['completed', 'repaid', 'cancelled'],
    product: ['terminated', 'cancelled', 'aborted'],
    service: ['terminated'],
    resource: ['retired'],
  };

  for (const [kind, states] of Object.entries(FINAL)) {
    it(`${kind} ends in ${states.join(', ')}`, () => {
      const table = tableOf(kind) as StateTable;
      expect(finalStates(table)).to.have.members(states);
      states.forEach((state) => expect(allowedFrom(table, state)).to.deep.equal([]));
    });
  }

  const ARROWS: [keyof typeof TABLES, from: string, on: string, to: string | undefined][] = [
    ['productOrder', 'draft', 'submit', 'acknowledged'],
    ['productOrder', 'acknowledged', 'askApproval', 'awaitingApproval'],
    ['productOrder', 'awaitingApproval', 'approve', 'approved'],
    ['productOrder', 'approved', 'start', 'inProgress'],
    ['productOrder', 'acknowledged', 'start', undefined],
    ['productOrder', 'held', 'resume', 'inProgress'],
    ['productOrder', 'assessingCancellation', 'denyCancellation', 'inProgress'],
    ['productOrder', 'completed', 'cancel', undefined],
    ['productOrderItem', 'acknowledged', 'complete', 'completed'],
    ['serviceOrder', 'inProgress', 'completePartly', 'partial'],
    ['resourceOrder', 'pendingCancellation', 'cancel', 'cancelled'],
    ['taskFlow', 'waiting', 'dispatch', 'sent'],
    ['taskFlow', 'sent', 'complete', 'completed'],
    ['taskFlow', 'fallout', 'retry', 'sent'],
    ['taskFlow', 'fallout', 'complete', 'completed'],
    ['taskFlow', 'completed', 'fail', undefined],
    ['fallout', 'retrying', 'fail', 'open'],
    ['fallout', 'skipped', 'repay', 'repaid'],
    ['processFlow', 'hold', 'resume', 'active'],
    ['product', 'pendingTerminate', 'keep', 'active'],
    ['product', 'created', 'activate', 'active'],
    ['service', 'designed', 'activate', 'active'],
    ['service', 'active', 'terminate', 'terminated'],
    ['resource', 'planned', 'activate', 'active'],
    ['resource', 'active', 'retire', 'retired'],
  ];
  for (const [kind, from, on, to] of ARROWS) {
    it(`${kind}: ${from} ${on} -> ${to ?? 'refused'}`, () => {
      expect(move(TABLES[kind] as StateTable, from, on)).to.equal(to);
    });
  }

  it('lets clients load an inventory in any state, and begin orders only at the beginning', () => {
    for (const kind of ['product', 'service', 'resource'] as const) {
      expect(TABLES[kind].initial).to.have.members([...TABLES[kind].states]);
    }
    expect(TABLES.productOrder.initial).to.deep.equal(['draft', 'acknowledged']);
    expect(TABLES.serviceOrder.initial).to.deep.equal(['acknowledged']);
  });

  it('names the gates of the way', () => {
    expect(rowFor(TABLES.productOrder, 'draft', 'submit')?.gate).to.equal('submission');
    expect(rowFor(TABLES.productOrder, 'approved', 'start')?.gate).to.equal('decomposition');
  });

  it('lets no order be worked on without the gate of approval', () => {
    // Every way from acknowledged to inProgress passes a row that the gate guards.
    const free = new Set(['acknowledged']);
    for (const state of free) {
      TABLES.productOrder.rows
        .filter((row) => row.from === state && row.gate !== 'approval')
        .forEach((row) => free.add(row.to));
    }
    expect([...free]).not.to.include('inProgress');
  });

  it('knows no table of a kind without states', () => {
    expect(tableOf('productOffering')).to.equal(undefined);
    expect(tableOf('constructor')).to.equal(undefined);
  });
});

describe('lifecycle: one table', () => {
  const door: StateTable = {
    states: ['open', 'closed', 'gone'],
    initial: ['closed'],
    rows: [
      { from: 'closed', on: 'open', to: 'open' },
      { from: 'open', on: 'close', to: 'closed', gate: 'nobodyInIt' },
      { from: 'open', on: 'remove', to: 'gone' },
    ],
  };

  it('moves along its rows alone', () => {
    expect(move(door, 'closed', 'open')).to.equal('open');
    expect(move(door, 'closed', 'remove')).to.equal(undefined);
    expect(move(door, 'nowhere', 'open')).to.equal(undefined);
  });

  it('says what is allowed, and by which word', () => {
    expect(allowedFrom(door, 'open')).to.deep.equal([
      { on: 'close', to: 'closed' },
      { on: 'remove', to: 'gone' },
    ]);
    expect(wordFor(door, 'open', 'gone')).to.equal('remove');
    expect(wordFor(door, 'closed', 'gone')).to.equal(undefined);
  });

  it('derives what is final', () => {
    expect(isFinal(door, 'gone')).to.equal(true);
    expect(isFinal(door, 'open')).to.equal(false);
    expect(isFinal(door, 'nowhere')).to.equal(false);
  });
});

describe('lifecycle: checkTables', () => {
  const sound: StateTable = {
    states: ['a', 'b'],
    initial: ['a'],
    rows: [{ from: 'a', on: 'go', to: 'b' }],
  };
  const faultsOf = (tables: Record<string, StateTable>): string => {
    try {
      checkTables(tables);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };

  const CASES: [name: string, change: Partial<StateTable>, says: string][] = [
    [
      'an unknown target',
      { rows: [...sound.rows, { from: 'a', on: 'x', to: 'c' }] },
      'unknown state c',
    ],
    [
      'an unknown source',
      { rows: [...sound.rows, { from: 'c', on: 'x', to: 'b' }] },
      'unknown state c',
    ],
    ['an unreachable state', { states: ['a', 'b', 'z'] }, 'cannot reach z from a'],
    ['an unknown beginning', { initial: ['a', 'q'] }, 'begins in the unknown state q'],
    ['no beginning', { initial: [] }, 'no state to begin in'],
    ['a state listed twice', { states: ['a', 'b', 'b'] }, 'lists b twice'],
    [
      'two rows for one word',
      { rows: [...sound.rows, { from: 'a', on: 'go', to: 'a' }] },
      'two rows for a go',
    ],
    [
      'a circle without a way out',
      {
        states: ['a', 'b', 'c', 'd'],
        rows: [
          ...sound.rows,
          { from: 'a', on: 'x', to: 'c' },
          { from: 'c', on: 'x', to: 'd' },
          { from: 'd', on: 'x', to: 'c' },
        ],
      },
      'never ends once in c',
    ],
  ];
  for (const [name, change, says] of CASES) {
    it(`refuses ${name}`, () => {
      expect(faultsOf({ thing: { ...sound, ...change } }))
        .to.include(`thing: `)
        .and.include(says);
    });
  }

  it('names every fault of every table at once', () => {
    const broken = { ...sound, states: ['a', 'b', 'z'] };
    const words = faultsOf({ one: broken, two: { ...broken, initial: ['a', 'q'] }, three: sound });
    expect(words).to.include('one: cannot reach z');
    expect(words).to.include('two: cannot reach z');
    expect(words).to.include('two: begins in the unknown state q');
    expect(words).not.to.include('three');
  });
});
