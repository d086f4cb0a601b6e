import type { ConsumeMessage } from 'amqplib';
import { expect } from 'chai';
import {
  attemptsOf,
  keyOf,
  parked,
  parkedFrom,
  replayed,
  retried,
  textHeadersOf,
  wireMessageOf,
} from '../../../../src/messaging/rabbitmq/wire.js';
import type { WireMessage } from '../../../../src/messaging/rabbitmq/wire.js';

const messageWith = (
  headers: Record<string, unknown>,
  properties: Record<string, unknown> = {},
  redelivered = false,
) =>
  ({
    content: Buffer.from('{"n":1}'),
    fields: { routingKey: 'fsm.changed', deliveryTag: 1, redelivered, exchange: 'e' },
    properties: { messageId: 'm', headers, ...properties },
  }) as unknown as ConsumeMessage;

/** What the broker would deliver after this was published. */
const delivered = ({ key, content, options }: WireMessage) =>
  ({
    content,
    fields: { routingKey: key, deliveryTag: 1, redelivered: false, exchange: '' },
    properties: options,
  }) as unknown as ConsumeMessage;

const DEATH = [
  {
    reason: 'delivery_limit',
    queue: 'q',
    'routing-keys': ['fsm.first'],
    time: { '!': 'timestamp', value: 1_700_000_000 },
  },
];

describe('messages on the wire', () => {
  it('of ours are persistent, mandatory JSON with their id', () => {
    const wire = wireMessageOf({
      messageId: 'm',
      exchange: 'e',
      key: 'k',
      headers: { a: 'b' },
      body: { text: 'ü' },
    });
    expect(wire).to.include({ exchange: 'e', key: 'k' });
    expect(wire.content.toString('utf8')).to.equal('{"text":"ü"}');
    expect(wire.options).to.deep.equal({
      messageId: 'm',
      headers: { a: 'b' },
      contentType: 'application/json',
      persistent: true,
      mandatory: true,
    });
  });

  it('of others give plain headers as text and hide tables and the brokers own', () => {
    const headers = { a: 'x', n: 7, yes: true, table: { b: 1 }, 'x-death': DEATH, CC: ['other'] };
    expect(textHeadersOf(messageWith(headers))).to.deep.equal({ a: 'x', n: '7', yes: 'true' });
    expect(textHeadersOf(messageWith(undefined as never))).to.deep.equal({});
  });

  it('count every time that they were handed out, across queues', () => {
    expect(attemptsOf(messageWith({}))).to.equal(1);
    expect(attemptsOf(messageWith({ 'x-delivery-count': 2 }, {}, true))).to.equal(3);
    expect(attemptsOf(messageWith({}, {}, true)), 'a broker that does not count').to.equal(2);
    const again = delivered(retried(messageWith({ 'x-delivery-count': 2 }, {}, true), 'q', 'why'));
    expect(attemptsOf(again)).to.equal(4);
  });

  it('keep their first key on every way', () => {
    expect(keyOf(messageWith({}))).to.equal('fsm.changed');
    expect(keyOf(messageWith({ 'x-death': DEATH }))).to.equal('fsm.first');
    const once = delivered(retried(messageWith({}), 'q.retry', 'why'));
    const twice = delivered(parked(once, 'q.parked', 'why', new Date()));
    expect(keyOf(delivered(replayed(twice, 'q')))).to.equal('fsm.changed');
  });

  it('leave behind what would make the broker copy, drop or refuse them', () => {
    const properties = {
      userId: 'somebody',
      expiration: '5',
      correlationId: 'c',
      type: 't',
      contentType: 'text/json',
    };
    const headers = { a: 'x', CC: ['other'], BCC: ['other'], 'x-death': DEATH, t: { b: 1 } };
    const { options } = retried(messageWith(headers, properties), 'q.retry', 'why');
    expect(options).not.to.have.any.keys('userId', 'expiration', 'CC', 'BCC');
    expect(options).to.include({ correlationId: 'c', type: 't', contentType: 'text/json' });
    expect(options.headers).not.to.have.any.keys('CC', 'BCC', 'x-death');
    expect(options.headers).to.deep.include({ a: 'x', t: { b: 1 } });
  });

  it('start anew when they are replayed', () => {
    const old = delivered(retried(messageWith({ 'x-delivery-count': 3 }, {}, true), 'q', 'why'));
    const anew = delivered(replayed(delivered(parked(old, 'p', 'why', new Date())), 'q'));
    expect(attemptsOf(anew)).to.equal(1);
    expect(textHeadersOf(anew)).to.deep.equal({});
  });

  it('say when and why they were parked, by us or by the broker', () => {
    const at = new Date('2026-01-02T03:04:05.678Z');
    const ours = delivered(parked(messageWith({ a: 'x' }), 'q.parked', 'no good', at));
    expect(parkedFrom('q', ours)).to.deep.equal({
      queue: 'q',
      messageId: 'm',
      key: 'fsm.changed',
      headers: { a: 'x' },
      body: '{"n":1}',
      reason: 'no good',
      at: at.toISOString(),
    });
    expect(parkedFrom('q', messageWith({ 'x-death': DEATH }))).to.include({
      key: 'fsm.first',
      reason: 'Delivered to the limit and never settled',
      at: '2023-11-14T22:13:20.000Z',
    });
    const rejected = [{ ...DEATH[0], reason: 'rejected' }];
    expect(parkedFrom('q', messageWith({ 'x-death': rejected })).reason).to.contain('Rejected');
  });

  it('keep a reason short enough to be encoded', () => {
    const { options } = parked(messageWith({}), 'p', 'x'.repeat(1e6), new Date());
    expect(JSON.stringify(options).length).to.be.lessThan(2_000);
  });
});
