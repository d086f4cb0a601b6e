import { expect } from 'chai';
import { cloudEventHeaders, SUBJECT_HEADER } from '../../../src/messaging/cloudevents.js';

describe('cloud event headers', () => {
  const envelope = {
    id: 'm1',
    type: 'turnup.fsm.workOrder.create',
    source: '/turnup',
    time: new Date('2026-01-02T03:04:05.678Z'),
    subject: 'task-1',
  };

  it('name every attribute as the AMQP binding does', () => {
    expect(cloudEventHeaders(envelope)).to.deep.equal({
      'cloudEvents:specversion': '1.0',
      'cloudEvents:id': 'm1',
      'cloudEvents:type': 'turnup.fsm.workOrder.create',
      'cloudEvents:source': '/turnup',
      'cloudEvents:time': '2026-01-02T03:04:05.678Z',
      'cloudEvents:subject': 'task-1',
    });
    expect(cloudEventHeaders(envelope)[SUBJECT_HEADER]).to.equal('task-1');
  });

  it('carry the trace under its own name', () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(cloudEventHeaders({ ...envelope, traceparent })).to.include({ traceparent });
  });
});
