import { expect } from 'chai';
import { internalState, MAPPED_KINDS, shownState } from '../../../mappings/states/index.js';
import { TABLES } from '../../../src/lifecycle/index.js';
import type { StateTable } from '../../../src/lifecycle/index.js';

const tables: [string, StateTable][] = Object.entries(TABLES);

/**
 * The published enumerations of the canonical versions; kinds with free text or of Turnup's own are
 * left out.
 */
const PUBLISHED: Record<string, Record<string, string[]>> = {
  productOrder: {
    state: [
      'acknowledged',
      'rejected',
      'pending',
      'held',
      'inProgress',
      'cancelled',
      'completed',
      'failed',
      'partial',
      'assessingCancellation',
      'pendingCancellation',
      'draft',
      'inProgress.accepted',
    ],
  },
  cancelProductOrder: {
    state: ['acknowledged', 'rejected', 'inProgress', 'cancelled', 'done', 'terminatedWithError'],
  },
  processFlow: { state: ['active', 'cancelled', 'hold', 'completed'] },
  taskFlow: { state: ['new', 'active', 'hold', 'cancelled', 'completed'] },
  product: {
    status: [
      'created',
      'pendingActive',
      'cancelled',
      'active',
      'pendingTerminate',
      'terminated',
      'suspended',
      'aborted ',
    ],
  },
  service: {
    state: [
      'feasibilityChecked',
      'designed',
      'reserved',
      'inactive',
      'active',
      'terminated',
      'suspended',
    ],
  },
  resource: {
    administrativeState: ['locked', 'unlocked', 'shuttingDown'],
    operationalState: ['enabled', 'disabled'],
    usageState: ['idle', 'active', 'busy'],
    lifecycleState: ['planned', 'installed', 'pendingRemoval'],
    resourceStatus: ['standby', 'alarm', 'available', 'reserved', 'unknown', 'suspended'],
  },
};

describe('mappings/states', () => {
  it('speaks of the kinds that have tables, all and only those', () => {
    expect(MAPPED_KINDS).to.have.members(Object.keys(TABLES));
  });

  for (const [kind, table] of tables) {
    it(`shows every state of ${kind}, and reads it back`, () => {
      for (const state of table.states) {
        const shown = shownState(kind, state);
        expect(Object.keys(shown)).not.to.have.length(0);
        const read = internalState(kind, shown);
        expect(table.states).to.include(read);
        expect(shownState(kind, read ?? '')).to.deep.equal(shown);
      }
    });
  }

  for (const [kind, attributes] of Object.entries(PUBLISHED)) {
    it(`shows ${kind} in published words`, () => {
      for (const state of (TABLES as Record<string, StateTable>)[kind]?.states ?? []) {
        const shown = shownState(kind, state);
        for (const [name, words] of Object.entries(attributes)) {
          expect(words, `${state} ${name}`).to.include(shown[name]);
        }
      }
    });
  }

  const SHOWN: [string, string, Record<string, string>][] = [
    ['productOrder', 'awaitingApproval', { state: 'acknowledged' }],
    ['productOrder', 'approved', { state: 'inProgress.accepted' }],
    ['taskFlow', 'waiting', { state: 'new' }],
    ['taskFlow', 'sent', { state: 'active' }],
    ['taskFlow', 'fallout', { state: 'hold' }],
    ['taskFlow', 'skipped', { state: 'completed', completionMethod: 'skipped' }],
    ['product', 'aborted', { status: 'aborted ' }],
  ];
  for (const [kind, state, attributes] of SHOWN) {
    it(`shows ${kind} ${state} as ${JSON.stringify(attributes)}`, () => {
      expect(shownState(kind, state)).to.deep.equal(attributes);
    });
  }

  const READ: [string, Record<string, string>, string | undefined][] = [
    ['product', { status: 'aborted' }, 'aborted'],
    ['product', { status: 'aborted ' }, 'aborted'],
    ['product', { status: 'active', name: 'x' }, 'active'],
    ['product', { name: 'x' }, undefined],
    ['service', { state: 'asleep' }, undefined],
    ['taskFlow', { state: 'active' }, 'inProgress'],
    ['taskFlow', { state: 'completed' }, 'completed'],
    ['productOrder', { state: 'acknowledged' }, 'acknowledged'],
    ['resource', { administrativeState: 'unlocked', operationalState: 'enabled' }, 'active'],
    [
      'resource',
      { administrativeState: 'unlocked', operationalState: 'enabled', usageState: 'idle' },
      'active',
    ],
    ['resource', { resourceStatus: 'reserved' }, 'reserved'],
    ['resource', { lifecycleState: 'planned' }, 'planned'],
    ['resource', { administrativeState: 'shuttingDown' }, 'retiring'],
    ['productOffering', { state: 'active' }, undefined],
  ];
  for (const [kind, body, state] of READ) {
    it(`reads ${kind} ${JSON.stringify(body)} as ${state ?? 'nothing'}`, () => {
      expect(internalState(kind, body)).to.equal(state);
    });
  }

  it('answers a copy, so that a caller cannot change the table', () => {
    shownState('service', 'active')['state'] = 'changed';
    expect(shownState('service', 'active')).to.deep.equal({ state: 'active' });
  });

  it('has no state that does not exist', () => {
    expect(() => shownState('service', 'asleep')).to.throw('service asleep');
  });
});
