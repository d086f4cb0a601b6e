import { EventEmitter } from 'node:events';
import { IllegalOperationError } from 'amqplib';
import type { ConfirmChannel } from 'amqplib';
import { expect } from 'chai';
import { createConfirms } from '../../../../src/messaging/rabbitmq/confirms.js';
import { BrokerUnavailable } from '../../../../src/messaging/unavailable.js';
import { quietLog } from '../../../support/log.js';

type Confirm = (error: Error | null) => void;

/** A confirm channel whose broker is the test. */
class FakeChannel extends EventEmitter {
  readonly sent: { exchange: string; key: string; messageId: string; confirm: Confirm }[] = [];
  writable = true;
  failure: Error | undefined;

  publish(
    exchange: string,
    key: string,
    _content: Buffer,
    options: { messageId: string },
    confirm: Confirm,
  ): boolean {
    if (this.failure) throw this.failure;
    this.sent.push({ exchange, key, messageId: options.messageId, confirm });
    return this.writable;
  }

  giveBack(at: number): void {
    const { exchange, key: routingKey, messageId } = this.sent[at] ?? fail();
    this.emit('return', { fields: { exchange, routingKey }, properties: { messageId } });
  }

  confirm(at: number, error: Error | null = null): void {
    (this.sent[at] ?? fail()).confirm(error);
  }
}

const fail = (): never => {
  throw new Error('not sent');
};

describe('confirms', () => {
  let channel: FakeChannel;
  let confirms: ReturnType<typeof createConfirms>;
  beforeEach(() => {
    channel = new FakeChannel();
    confirms = createConfirms(channel as unknown as ConfirmChannel, quietLog());
  });
  const send = (messageId: string) =>
    confirms.send({ exchange: 'e', key: 'k', content: Buffer.from(''), options: { messageId } });

  it('take a message that came back before its confirm for unroutable', async () => {
    const outcomes = [send('a'), send('b'), send('c')];
    channel.giveBack(1);
    channel.confirm(0);
    channel.confirm(1);
    channel.confirm(2);
    expect(await Promise.all(outcomes)).to.deep.equal(['confirmed', 'unroutable', 'confirmed']);
  });

  it('tell two messages of one id apart as often as they came back', async () => {
    const outcomes = [send('a'), send('a'), send('a')];
    channel.giveBack(0);
    channel.giveBack(1);
    for (const at of [0, 1, 2]) channel.confirm(at);
    expect(await Promise.all(outcomes)).to.deep.equal(['unroutable', 'unroutable', 'confirmed']);
  });

  it('say that the broker refused one, and go on', async () => {
    const outcomes = [send('a'), send('b')];
    channel.confirm(0, new Error('message nacked'));
    channel.confirm(1);
    expect(await Promise.all(outcomes)).to.deep.equal(['refused', 'confirmed']);
    expect(confirms.open()).to.equal(true);
  });

  it('are unavailable, not refused, when the channel closes', async () => {
    // As amqplib does it: its own listener comes first and fails every unconfirmed message.
    channel.removeAllListeners('close');
    channel.on('close', () => channel.sent.forEach(({ confirm }) => confirm(new Error('closed'))));
    confirms = createConfirms(channel as unknown as ConfirmChannel, quietLog());
    const outcome = send('a');
    channel.emit('close');
    expect(await outcome).to.be.instanceOf(BrokerUnavailable);
    expect(confirms.open()).to.equal(false);
    expect(await send('b')).to.be.instanceOf(BrokerUnavailable);
  });

  it('are unavailable when publishing on a closed channel throws', async () => {
    channel.failure = new IllegalOperationError('Channel closed');
    expect(await send('a')).to.be.instanceOf(BrokerUnavailable);
  });

  it('refuse what cannot be encoded', async () => {
    channel.failure = new RangeError('headers exceed the encoding buffer');
    expect(await send('a')).to.equal('refused');
    channel.failure = undefined;
    const next = send('b');
    channel.confirm(0);
    expect(await next).to.equal('confirmed');
  });

  it('let no more than 500 be unconfirmed', async () => {
    const outcomes = Array.from({ length: 500 }, (_, i) => send(`m${i}`));
    expect(confirms.full()).to.equal(true);
    let room = false;
    const waiting = confirms.room().then(() => (room = true));
    await Promise.resolve();
    expect(room).to.equal(false);
    channel.confirm(3);
    await waiting;
    expect(confirms.full()).to.equal(false);
    channel.emit('close');
    await Promise.all(outcomes);
  });

  it('wait for the drain when the buffer is full', async () => {
    channel.writable = false;
    const outcome = send('a');
    expect(confirms.full()).to.equal(true);
    const waiting = confirms.room();
    channel.confirm(0);
    expect(await outcome).to.equal('confirmed');
    expect(confirms.full()).to.equal(true);
    channel.emit('drain');
    await waiting;
    expect(confirms.full()).to.equal(false);
  });

  it('let go of those who wait for room when the channel is gone', async () => {
    channel.writable = false;
    void send('a');
    const waiting = confirms.room();
    channel.emit('close');
    await waiting;
    expect(await send('b')).to.be.instanceOf(BrokerUnavailable);
  });
});
