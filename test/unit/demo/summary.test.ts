import { expect } from 'chai';
import type { JourneyDocument } from '../../../src/demo/journey.js';
import { spell, summaryOf } from '../../../src/demo/summary.js';
import { stuckIn } from '../../../src/demo/stuck.js';
import { viewOf } from './views.js';

const document = (kind: string, id: string, state: string): JourneyDocument => ({
  kind,
  id,
  href: `/tmf-api/x/v4/${kind}/${id}`,
  name: null,
  state,
  internalState: state,
  parent: null,
  part: null,
});

describe('demo/summary', () => {
  it('counts what was made by kind and state, spells times, and ends with the state', () => {
    const { journey } = viewOf(
      {},
      {
        state: 'completed',
        endedAt: '2026-01-01T00:00:02.400Z',
        messages: { sent: 5, received: 11 },
        documents: [
          document('service', 's1', 'active'),
          document('service', 's2', 'active'),
          document('service', 's3', 'inactive'),
          document('product', 'p1', 'active'),
          document('processFlow', 'f1', 'completed'),
        ],
      },
    );
    const lines = summaryOf(journey, 'http://127.0.0.1:8080', true);
    expect(lines).to.include('     3 services: 2 active, 1 inactive');
    expect(lines).to.include('     1 product: active');
    expect(lines).to.include('How long it took (2.4 s in all):');
    expect(lines).to.include('  submission     40 ms');
    expect(lines).to.include('  approval       not ended');
    expect(lines).to.include('  closure        not begun');
    expect(lines).to.include('Messages: 5 sent to downstream systems, 11 received.');
    expect(lines).to.include(
      '  curl -s http://127.0.0.1:8080/tmf-api/x/v4/processFlow/f1/taskFlow',
    );
    expect(lines.at(-1)).to.equal('Order o1: completed.');
  });

  it('spells durations in the unit that reads best', () => {
    expect([spell(999.4), spell(1_000), spell(59_900), spell(125_000)]).to.deep.equal([
      '999 ms',
      '1.0 s',
      '59.9 s',
      '2 min 5 s',
    ]);
    expect(spell(119_700)).to.equal('2 min 0 s');
  });
});

describe('demo/stuck', () => {
  it('names the tasks that are under way or in trouble, the open fallouts, and where to look', () => {
    const view = viewOf(
      { t1: 'inProgress', t2: 'waiting', t3: 'fallout', t4: 'completed' },
      {
        fallouts: [
          { id: 'x1', href: '/fallouts/x1', state: 'open', message: 'no access' },
          { id: 'x2', href: '/fallouts/x2', state: 'completed', message: 'old' },
        ],
      },
    );
    expect(stuckIn(view, 'http://h')).to.deep.equal([
      'The order o1 is inProgress. It waits for:',
      '  fallout x1: no access',
      '  Access / Fibre access / build (project): inProgress',
      '  Access / IP routing / approve (manual): fallout',
      'Where to look:',
      '  curl -s http://h/journeys/o1',
      '  curl -s http://h/fallouts',
      '  curl -s http://h/health/ready',
    ]);
  });
});
