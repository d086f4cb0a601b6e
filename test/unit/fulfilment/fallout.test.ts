import { expect } from 'chai';
import { resolveFallout } from '../../../src/fulfilment/fallout.js';
import type { FalloutView } from '../../../src/fulfilment/fallout.js';

type Verb = Parameters<typeof resolveFallout>[1]['action'];

const OPEN: FalloutView = { state: 'open', task: 'fallout' };
const said = (action: Verb, more: object = {}) => ({
  action,
  actor: 'desk',
  reason: 'checked by phone',
  ...more,
});

describe('fulfilment: resolveFallout', () => {
  const CASES: [view: FalloutView, action: Verb, changes: object][] = [
    [OPEN, 'retry', { fallout: 'retry', task: 'retry' }],
    [OPEN, 'complete', { fallout: 'complete', task: 'complete' }],
    [OPEN, 'skip', { fallout: 'skip', task: 'skip' }],
    [{ state: 'skipped', task: 'skipped' }, 'repay', { fallout: 'repay' }],
    [{ state: 'open' }, 'retry', { fallout: 'retry', decomposeAgain: true }],
    [{ state: 'retrying', task: 'fallout' }, 'complete', { fallout: 'complete', task: 'complete' }],
  ];
  for (const [view, action, changes] of CASES) {
    it(`${action} of one that is ${view.state}${view.task ? '' : ', of decomposition'}`, () => {
      expect(resolveFallout(view, said(action))).to.deep.equal(changes);
    });
  }

  it('gives it to another owner', () => {
    expect(resolveFallout(OPEN, said('reassign', { owner: 'planning' }))).to.deep.equal({
      owner: 'planning',
    });
  });

  const REFUSED: [view: FalloutView, action: Verb, pointer: string][] = [
    [{ state: 'completed', task: 'completed' }, 'retry', '/state'],
    [{ state: 'skipped', task: 'skipped' }, 'skip', '/state'],
    [{ state: 'skipped', task: 'skipped' }, 'reassign', '/state'],
    [{ state: 'retrying', task: 'sent' }, 'retry', '/state'],
    [OPEN, 'repay', '/state'],
    [{ state: 'open' }, 'complete', '/task'],
    [{ state: 'open' }, 'skip', '/task'],
    [{ state: 'open', task: 'completed' }, 'retry', '/task'],
  ];
  for (const [view, action, pointer] of REFUSED) {
    it(`refuses ${action} of one that is ${view.state} with its task ${view.task ?? 'not made'}`, () => {
      const refusal = resolveFallout(view, said(action, { owner: 'x' }));
      expect(refusal).to.include({ kind: 'conflict' });
      expect((refusal as { faults: { pointer: string }[] }).faults[0]?.pointer).to.equal(pointer);
    });
  }

  it('needs an actor and a reason, and names all that is missing', () => {
    const refusal = resolveFallout(OPEN, { action: 'reassign', actor: ' ', reason: '' });
    expect(refusal).to.deep.include({ kind: 'contractViolation' });
    const { faults } = refusal as { faults: { pointer: string }[] };
    expect(faults.map(({ pointer }) => pointer)).to.deep.equal(['/actor', '/reason', '/owner']);
  });
});
