import { expect } from 'chai';
import type { Delivery } from '../../../src/messaging/broker.js';
import { createIntake } from '../../../src/messaging/intake.js';
import type { Incoming, Settlement } from '../../../src/messaging/intake.js';
import { quietLog } from '../../support/log.js';
import { until } from '../../support/until.js';

describe('an intake', () => {
  const settled: [string, Settlement][] = [];
  beforeEach(() => void settled.splice(0));

  const incoming = (messageId: string, attempts = 1): Incoming => ({
    messageId,
    key: 'k',
    headers: {},
    body: Buffer.from('{}'),
    attempts,
    settle: (how) => settled.push([messageId, how]),
  });
  const intakeFor = (handle: (batch: Delivery[]) => Promise<void>) =>
    createIntake({
      batch: 3,
      retryDelaysMs: [10, 100, 1000],
      deliveryLimit: 4,
      log: quietLog(),
      handle,
    });

  it('rounds a retry up to a delay that there is', async () => {
    const intake = intakeFor(async ([delivery]) => delivery?.retry(11, 'busy'));
    intake.offer([incoming('a')]);
    await intake.idle();
    expect(settled).to.deep.equal([['a', { kind: 'retry', delayMs: 100, reason: 'busy' }]]);
  });

  it('delays a failed handler longer with every attempt, and parks at the limit', async () => {
    const intake = intakeFor(async () => {
      throw new Error('no');
    });
    for (const attempts of [1, 2, 3, 4]) intake.offer([incoming(`a${attempts}`, attempts)]);
    await until(() => settled.length === 4);
    expect(settled.map(([, how]) => how)).to.deep.equal([
      { kind: 'retry', delayMs: 10, reason: 'no' },
      { kind: 'retry', delayMs: 100, reason: 'no' },
      { kind: 'retry', delayMs: 1000, reason: 'no' },
      { kind: 'park', reason: 'no (delivered 4 times)' },
    ]);
  });

  it('takes a handler that throws at once for one that rejects', async () => {
    const intake = intakeFor(() => {
      throw new Error('at once');
    });
    intake.offer([incoming('a')]);
    await intake.idle();
    expect(settled[0]?.[1]).to.include({ kind: 'retry', reason: 'at once' });
  });

  it('counts what is offered or handed over, until it is settled', async () => {
    const held: Delivery[] = [];
    const intake = intakeFor(async (batch) => void held.push(...batch));
    intake.offer(['a', 'b', 'c', 'd'].map((id) => incoming(id)));
    expect(intake.unsettled()).to.equal(4);
    await until(() => held.length === 4);
    held[0]?.ack();
    expect(intake.unsettled()).to.equal(3);
  });

  it('hands over nothing more once closed; what waits can be withdrawn', async () => {
    let release: () => void = () => undefined;
    const seen: string[] = [];
    const intake = intakeFor(async (batch) => {
      seen.push(...batch.map(({ messageId }) => messageId));
      await new Promise<void>((resolve) => (release = resolve));
      for (const delivery of batch) delivery.ack();
    });
    intake.offer(['a', 'b', 'c', 'd', 'e'].map((id) => incoming(id)));
    await until(() => seen.length === 3);
    intake.close();
    intake.offer([incoming('f')]);
    release();
    await intake.idle();
    expect(seen).to.deep.equal(['a', 'b', 'c']);
    expect(intake.withdraw().map(({ messageId }) => messageId)).to.deep.equal(['d', 'e', 'f']);
    expect(intake.unsettled()).to.equal(0);
  });
});
