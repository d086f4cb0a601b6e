import { expect } from 'chai';
import { receive } from '../../../src/messaging/inbox-message.js';
import { deliveryOf } from '../../support/deliveries.js';

describe('a message received', () => {
  const read = (given: Parameters<typeof deliveryOf>[0]) => receive(deliveryOf(given).delivery);

  it('is read with its body', () => {
    expect(read({ messageId: 'm', body: '{"a":1}' })).to.deep.include({ body: { a: 1 } });
  });

  for (const [what, given] of Object.entries({
    'a body that is not JSON': { messageId: 'm', body: '{"a":' },
    'a body that is a list': { messageId: 'm', body: '[1]' },
    'a body that is null': { messageId: 'm', body: 'null' },
    'an empty body': { messageId: 'm', body: '' },
    'no message id': { messageId: '', body: '{}' },
    'an endless message id': { messageId: 'x'.repeat(256), body: '{}' },
    'a message id that cannot be stored': { messageId: 'a\0b', body: '{}' },
  })) {
    it(`is not read with ${what}`, () => {
      expect(read(given)).to.have.property('fault').that.is.a('string');
    });
  }

  it('has its subject from the header, else from the work order, else from its id', () => {
    const headers = { 'cloudEvents:subject': 'h' };
    const body = '{"workOrderId":"w"}';
    expect(read({ messageId: 'm', headers, body })).to.include({ subject: 'h' });
    expect(read({ messageId: 'm', body })).to.include({ subject: 'w' });
    expect(read({ messageId: 'm', body: '{"workOrderId":7}' })).to.include({ subject: 'm' });
  });
});
