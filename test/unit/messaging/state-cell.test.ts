import { expect } from 'chai';
import { createStateCell } from '../../../src/messaging/state-cell.js';
import type { BrokerState } from '../../../src/messaging/broker.js';
import { recordingLog } from '../../support/log.js';

describe('the state of a broker', () => {
  const make = () => {
    const { log, lines } = recordingLog();
    let ms = 0;
    const cell = createStateCell('rabbitmq', log, () => new Date((ms += 1000)));
    const told: BrokerState[] = [];
    cell.onChange((state) => told.push(state));
    return { cell, told, lines };
  };

  it('is told and logged once for every change', () => {
    const { cell, told, lines } = make();
    cell.write(false, 'refused');
    cell.write(false, 'refused again');
    cell.write(true);
    cell.write(true);
    cell.write(false, 'lost');
    expect(told.map(({ connected, reason }) => [connected, reason])).to.deep.equal([
      [false, 'refused'],
      [true, undefined],
      [false, 'lost'],
    ]);
    expect(lines).to.have.length(3);
  });

  it('shows the newest reason, and since when the state has been as it is', () => {
    const { cell } = make();
    cell.write(false, 'first');
    const { since } = cell.read();
    cell.write(false, 'second');
    expect(cell.read()).to.deep.equal({ connected: false, since, reason: 'second' });
  });

  it('goes on when a listener fails', () => {
    const { cell, told, lines } = make();
    cell.onChange(() => {
      throw new Error('listener');
    });
    cell.onChange((state) => told.push(state));
    cell.write(true);
    expect(told).to.have.length(2);
    expect(lines.some(({ level }) => level === 50)).to.equal(true);
  });

  it('ends without telling anybody', () => {
    const { cell, told } = make();
    cell.write(true);
    cell.end();
    cell.write(true);
    expect(told).to.have.length(1);
    expect(cell.read()).to.include({ connected: false, reason: 'closed' });
  });
});
