import { expect } from 'chai';
import { createOutage } from '../../../src/messaging/outage.js';
import { recordingLog } from '../../support/log.js';

describe('an outage', () => {
  it('is said once when it begins and once when it ends, as often as it comes', () => {
    const { log, lines } = recordingLog();
    const outage = createOutage('The outbox', 'the broker is away', log);
    outage.end();
    for (const round of [1, 2]) {
      outage.begin(new Error(`round ${round}`));
      outage.begin(new Error('again'));
      expect(outage.isOn()).to.equal(true);
      outage.end();
      outage.end();
      expect(outage.isOn()).to.equal(false);
    }
    expect(lines.map(({ level }) => level)).to.deep.equal([40, 30, 40, 30]);
  });
});
