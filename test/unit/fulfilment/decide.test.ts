import { expect } from 'chai';
import fc from 'fast-check';
import type { ReportedState, StatusReport } from '../../../adapters/adapter.js';
import { falloutClassOf } from '../../../mappings/policies/fallout.js';
import { TASK_BACK_OFF } from '../../../mappings/policies/retries.js';
import { backOffMs } from '../../../src/fulfilment/back-off.js';
import { decide } from '../../../src/fulfilment/decide.js';
import type { Decision, TaskView } from '../../../src/fulfilment/decide.js';
import type { TaskState } from '../../../src/fulfilment/model.js';
import { move, TABLES } from '../../../src/lifecycle/index.js';

const NOW = new Date('2026-11-24T10:00:00.000Z');
const POLICY = { firstMs: 1_000, factor: 2, mostMs: 5_000 };

const task = (state: TaskState, more: Partial<TaskView> = {}): TaskView => ({
  state,
  revision: 1,
  sequence: 0,
  attempts: 1,
  tries: 1,
  ...more,
});
const report = (state: ReportedState, more: Partial<StatusReport> = {}): StatusReport => ({
  type: 'changed',
  workOrderId: 'w1',
  revision: 1,
  sequence: 1,
  state,
  ...more,
});
const decided = (view: TaskView, message: StatusReport) => decide(view, message, NOW, POLICY);

/** `nothing late`, `retry`, … */
const word = (decision: Decision) =>
  decision.do === 'nothing' ? `nothing ${decision.why}` : decision.do;

describe('decide: one report', () => {
  const CASES: [state: TaskState, reported: ReportedState, decision: string][] = [
    ['sent', 'acknowledged', 'accept'],
    ['sent', 'inProgress', 'accept'],
    ['sent', 'completed', 'complete'],
    ['sent', 'failed', 'fallout'],
    ['sent', 'rejected', 'fallout'],
    ['sent', 'cancelled', 'fallout'],
    ['sent', 'unknown', 'fallout'],
    ['inProgress', 'acknowledged', 'progress'],
    ['inProgress', 'inProgress', 'progress'],
    ['inProgress', 'completed', 'complete'],
    ['inProgress', 'failed', 'fallout'],
    ['fallout', 'completed', 'complete'],
    ['fallout', 'inProgress', 'nothing final'],
    ['fallout', 'failed', 'nothing final'],
    ['completed', 'completed', 'nothing final'],
    ['completed', 'inProgress', 'contradiction'],
    ['completed', 'failed', 'contradiction'],
    ['completed', 'cancelled', 'contradiction'],
    ['completed', 'unknown', 'nothing final'],
    ['skipped', 'failed', 'nothing final'],
    ['skipped', 'completed', 'contradiction'],
    ['cancelled', 'cancelled', 'nothing final'],
    ['cancelled', 'inProgress', 'nothing final'],
    ['cancelled', 'completed', 'contradiction'],
    ['waiting', 'completed', 'contradiction'],
  ];
  for (const [state, reported, expected] of CASES) {
    it(`${state}, told ${reported}: ${expected}`, () => {
      expect(word(decided(task(state), report(reported)))).to.equal(expected);
    });
  }

  it('knows what is late, double or of another revision, before anything else', () => {
    const view = task('inProgress', { revision: 2, sequence: 3 });
    const told = (revision: number, sequence: number) =>
      word(decided(view, report('completed', { revision, sequence })));
    expect(told(1, 9)).to.equal('nothing staleRevision');
    expect(told(2, 2)).to.equal('nothing late');
    expect(told(2, 3)).to.equal('nothing duplicate');
    expect(told(2, 4)).to.equal('complete');
    expect(told(3, 1)).to.equal('contradiction');
  });

  it('completes when the end arrives before the beginning', () => {
    const first = decided(task('sent'), report('completed', { sequence: 3 }));
    expect(first.do).to.equal('complete');
    const later = decided(
      task('completed', { sequence: 3 }),
      report('inProgress', { sequence: 2 }),
    );
    expect(word(later)).to.equal('nothing late');
  });

  it('hands over what the work brought', () => {
    const brought = {
      characteristics: [{ name: 'serialNumber', value: 'X1' }],
      configurationItem: { id: 'ci1' },
    };
    expect(decided(task('sent'), report('completed', brought))).to.deep.equal({
      do: 'complete',
      ...brought,
    });
    expect(decided(task('sent'), report('completed'))).to.deep.equal({ do: 'complete' });
  });

  it('takes the answer to a question as it takes a status', () => {
    expect(decided(task('sent'), report('completed', { type: 'snapshot' })).do).to.equal(
      'complete',
    );
  });

  it('needs no sequence of a system that knows no such work order', () => {
    const view = task('inProgress', { sequence: 5, tries: 2 });
    const told = report('unknown', { type: 'snapshot', sequence: 0 });
    expect(decided(view, told)).to.deep.include({ do: 'retry', cause: 'unknownWorkOrder' });
    expect(word(decided({ ...view, state: 'fallout' }, told))).to.equal('nothing final');
  });
});

describe('decide: failures', () => {
  const failed = report('failed', {
    note: 'nobody at home',
    cause: { code: 'noAccess', retryable: true },
  });

  it('that may pass are tried again, later each time, until the tries are used up', () => {
    const attempts = [1, 2, 3, 4].map((attempt) =>
      decided(task('inProgress', { attempts: attempt, tries: 4 }), failed),
    );
    expect(attempts.slice(0, 3)).to.deep.equal([
      { do: 'retry', delayMs: 1_000, attempt: 2, cause: 'noAccess', message: 'nobody at home' },
      { do: 'retry', delayMs: 2_000, attempt: 3, cause: 'noAccess', message: 'nobody at home' },
      { do: 'retry', delayMs: 4_000, attempt: 4, cause: 'noAccess', message: 'nobody at home' },
    ]);
    expect(attempts[3]).to.deep.equal({
      do: 'fallout',
      class: 'access',
      owner: 'customerCare',
      dueAt: '2026-11-25T10:00:00.000Z',
      retryable: true,
      cause: 'noAccess',
      message: 'nobody at home',
    });
  });

  it('that will not pass are parked at once', () => {
    const told = report('rejected', { cause: { code: 'invalidData', retryable: false } });
    expect(decided(task('sent', { tries: 5 }), told)).to.deep.include({
      do: 'fallout',
      class: 'data',
      retryable: false,
    });
  });

  const SILENT: [ReportedState, cause: string, kind: TaskView['kind'], fallout: string][] = [
    ['failed', 'unspecified', 'fsm', 'work'],
    ['failed', 'unspecified', 'cmdb', 'system'],
    ['failed', 'unspecified', undefined, 'other'],
    ['rejected', 'rejected', 'project', 'work'],
    ['cancelled', 'cancelledDownstream', 'fsm', 'calledOff'],
    ['unknown', 'unknownWorkOrder', 'fsm', 'system'],
  ];
  for (const [state, cause, kind, name] of SILENT) {
    it(`${state} of a ${kind ?? 'plain'} task without a cause: ${cause}, ${name}`, () => {
      const view = task('sent', kind ? { kind } : {});
      const decision = decided(view, report(state));
      expect(decision).to.deep.include({ do: 'fallout', cause, class: name });
      expect((decision as { message: string }).message).not.to.equal('');
    });
  }

  it('have a class, an owner and a time for every word, also one that is a property of objects', () => {
    for (const cause of ['noRule', 'nonsense', 'constructor', '']) {
      const row = falloutClassOf(cause, cause);
      expect(row.class).to.be.a('string').and.not.equal('');
      expect(row.owner).to.be.a('string').and.not.equal('');
      expect(row.dueInMs).to.be.above(0);
    }
  });

  it('wait no longer than the policy lets them', () => {
    const waits = [0, 1, 2, 3, 4, 5, 500].map((attempts) => backOffMs(POLICY, attempts));
    expect(waits).to.deep.equal([1_000, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
    expect(backOffMs(TASK_BACK_OFF, 1)).to.equal(TASK_BACK_OFF.firstMs);
  });
});

/**
 * Applies a decision as the effects do: the word of the state table, the sequence noted, a failed
 * try sent again.
 */
function applied(view: TaskView, message: StatusReport): { view: TaskView; changed: boolean } {
  const decision = decided(view, message);
  if (decision.do === 'nothing' || decision.do === 'contradiction') return { view, changed: false };
  const noted = { ...view, sequence: message.sequence };
  if (decision.do === 'progress') return { view: noted, changed: false };
  const on = { accept: 'accept', complete: 'complete', retry: 'fail', fallout: 'fail' }[
    decision.do
  ];
  const state = move(TABLES.taskFlow, view.state, on);
  if (state === undefined) throw new Error(`${on} is not possible from ${view.state}`);
  return { view: { ...noted, state }, changed: true };
}

describe('decide: any order of arrival', () => {
  const middles = fc.array(fc.constantFrom<ReportedState>('acknowledged', 'inProgress'), {
    maxLength: 4,
  });
  const ends = fc.constantFrom<ReportedState>('completed', 'failed', 'rejected', 'cancelled');

  /** A correct stream of one revision, then the same shuffled, with some of it repeated. */
  const streams = fc
    .tuple(middles, ends)
    .map(([states, end]) =>
      [...states, end].map((state, at) => report(state, { sequence: at + 1 })),
    )
    .chain((stream) =>
      fc.record({
        stream: fc.constant(stream),
        arrivals: fc.array(fc.nat({ max: stream.length - 1 }), { maxLength: 8 }).chain((again) => {
          const all = [...stream, ...again.map((at) => stream[at] as StatusReport)];
          return fc.shuffledSubarray(all, { minLength: all.length });
        }),
      }),
    );

  const run = (messages: readonly StatusReport[], start = task('sent')) => {
    const applications = new Map<number, number>();
    let view = start;
    let changes = 0;
    for (const message of messages) {
      const next = applied(view, message);
      if (next.view !== view) {
        applications.set(message.sequence, (applications.get(message.sequence) ?? 0) + 1);
      }
      if (next.changed) changes += 1;
      view = next.view;
    }
    return { view, applications, changes };
  };

  it('ends where the right order ends, and applies nothing twice', () => {
    fc.assert(
      fc.property(streams, ({ stream, arrivals }) => {
        const right = run(stream);
        const found = run(arrivals);
        expect(found.view).to.deep.equal(right.view);
        for (const times of found.applications.values()) expect(times).to.equal(1);
        expect(found.changes).to.be.at.most(2);
      }),
      { numRuns: 500 },
    );
  });

  it('is not touched by what an earlier revision still says', () => {
    fc.assert(
      fc.property(streams, streams, fc.nat(), (old, present, seed) => {
        const stale = old.arrivals;
        const fresh = present.arrivals.map((message) => ({ ...message, revision: 2 }));
        const start = task('sent', { revision: 2, attempts: 2 });
        const mixed = fresh.flatMap((message, at) => {
          const other = stale[(at + seed) % stale.length];
          return other ? [other, message] : [message];
        });
        expect(run(mixed, start).view).to.deep.equal(run(fresh, start).view);
      }),
      { numRuns: 300 },
    );
  });

  it('throws at no report, whatever the task', () => {
    const states = fc.constantFrom<TaskState>(
      'waiting',
      'sent',
      'inProgress',
      'fallout',
      'completed',
      'skipped',
      'cancelled',
    );
    const reported = fc.constantFrom<ReportedState>(
      'acknowledged',
      'inProgress',
      'completed',
      'failed',
      'cancelled',
      'rejected',
      'unknown',
    );
    fc.assert(
      fc.property(
        states,
        reported,
        fc.nat({ max: 3 }),
        fc.nat({ max: 3 }),
        (state, told, revision, sequence) => {
          const view = task(state, { revision: 1, sequence: 1, tries: 2 });
          const next = applied(view, report(told, { revision, sequence }));
          // Every word that is decided is one that the state table knows from there.
          expect(TABLES.taskFlow.states).to.include(next.view.state);
        },
      ),
      { numRuns: 500 },
    );
  });
});
