import { expect } from 'chai';
import fc from 'fast-check';
import type { JsonObject } from '../../../openapi/json.js';
import { adapterNamed } from '../../../adapters/index.js';
import { readAnswer } from '../../../mappings/api/answer.js';
import { rolledUp, sequenceOf } from '../../../mappings/api/states.js';

const ORDER_STATES = [
  ['acknowledged', 'acknowledged'],
  ['pending', 'inProgress'],
  ['held', 'inProgress'],
  ['inProgress', 'inProgress'],
  ['assessingCancellation', 'inProgress'],
  ['pendingCancellation', 'inProgress'],
  ['completed', 'completed'],
  ['partial', 'failed'],
  ['failed', 'failed'],
  ['rejected', 'rejected'],
  ['cancelled', 'cancelled'],
] as const;

const SERVICE_STATES = [
  ['feasibilityChecked', 'acknowledged', 'acknowledged'],
  ['designed', 'inProgress', 'inProgress'],
  ['reserved', 'inProgress', 'inProgress'],
  ['inactive', 'inProgress', 'inProgress'],
  ['suspended', 'inProgress', 'inProgress'],
  ['active', 'completed', 'inProgress'],
  ['terminated', 'failed', 'completed'],
] as const;

describe('the answer of an api task', () => {
  for (const [said, read] of ORDER_STATES) {
    it(`a service order that is ${said} is ${read}`, () => {
      expect(readAnswer({ id: '7', state: said })?.state).to.equal(read);
    });
  }

  for (const [said, added, deleted] of SERVICE_STATES) {
    it(`a service that is ${said} is ${added}, or ${deleted} where it was to be taken down`, () => {
      expect(readAnswer({ state: said })?.state).to.equal(added);
      expect(readAnswer({ state: said }, 'delete')?.state).to.equal(deleted);
    });
  }

  it('is found in an event, whatever its object is called', () => {
    const serviceOrder = { id: '7', state: 'completed' };
    const event = { eventId: 'e', eventType: 'ServiceOrderStateChangeEvent' };
    expect(readAnswer({ ...event, event: { serviceOrder } })).to.deep.equal({ state: 'completed' });
    expect(readAnswer({ event: { service: { state: 'active' } } })?.state).to.equal('completed');
    expect(readAnswer({ event: serviceOrder })?.state).to.equal('completed');
    expect(readAnswer({ event: { a: {}, b: { state: 'completed' } } })).to.equal(undefined);
  });

  it('words count without regard to case, as older servers write them', () => {
    expect(readAnswer({ state: 'InProgress' })?.state).to.equal('inProgress');
  });

  it('is that of the items where the order has no state', () => {
    const of = (...states: string[]) =>
      readAnswer({ serviceOrderItem: states.map((state) => ({ state })) })?.state;
    expect(of('completed')).to.equal('completed');
    expect(of('completed', 'completed')).to.equal('completed');
    expect(of('completed', 'inProgress')).to.equal('inProgress');
    expect(of('completed', 'acknowledged')).to.equal('inProgress');
    expect(of('completed', 'failed')).to.equal('failed');
    expect(of()).to.equal(undefined);
    expect(readAnswer({ state: 'held', serviceOrderItem: [{ state: 'failed' }] })?.state).to.equal(
      'inProgress',
    );
  });

  it('has the values of the ordered services, the last one of a name', () => {
    const service = (value: number) => ({
      service: { serviceCharacteristic: [{ name: 'vlan', valueType: 'number', value }] },
    });
    const order = { state: 'completed', serviceOrderItem: [service(7), service(8)] };
    expect(readAnswer(order)?.characteristics).to.deep.equal([{ name: 'vlan', value: 8 }]);
    const bare = { state: 'active', serviceCharacteristic: [{ name: 'ip', value: { v4: 'x' } }] };
    expect(readAnswer(bare)?.characteristics).to.deep.equal([{ name: 'ip', value: { v4: 'x' } }]);
  });

  it('leaves out values that a status cannot bear', () => {
    const good = { name: 'a', value: 1 };
    const bad = [
      { name: 'b' },
      { value: 1 },
      { name: 'x'.repeat(300), value: 1 },
      { name: 'c', value: 'a\0b' },
      { name: 'd', value: 'x'.repeat(20_000) },
    ];
    const answer = readAnswer({ state: 'active', serviceCharacteristic: [...bad, good] });
    expect(answer?.characteristics).to.deep.equal([good]);
  });

  it('of a failure has its code and what it says, and is not tried again by itself', () => {
    const errorMessage = [
      { code: 'noPort', reason: 'No port', message: 'No port is free' },
      { code: 'other', reason: 'Another' },
    ];
    expect(readAnswer({ state: 'failed', errorMessage })).to.deep.equal({
      state: 'failed',
      note: 'No port is free; Another',
      cause: { code: 'noPort', retryable: false },
    });
    expect(readAnswer({ state: 'partial' })?.cause?.code).to.equal('partial');
    const item = { state: 'failed', errorMessage: [{ code: 'noVlan', message: 'None' }] };
    expect(readAnswer({ serviceOrderItem: [item] })?.cause?.code).to.equal('noVlan');
  });

  it('has the latest note where there is no error', () => {
    const note = [{ text: 'Begun' }, { text: 'Half done' }];
    expect(readAnswer({ state: 'inProgress', note })?.note).to.equal('Half done');
  });

  it('is none where no published state is said', () => {
    const bodies: unknown[] = [
      {},
      { state: 'constructor' },
      { state: '__proto__' },
      { state: 7 },
      { state: 'done' },
      { event: {} },
      [],
      [{ state: 'completed' }],
      null,
      undefined,
      'completed',
    ];
    for (const body of bodies) expect(readAnswer(body as JsonObject)).to.equal(undefined);
  });

  it('never throws, and always fits a status, whatever comes', () => {
    const states = [...ORDER_STATES, ...SERVICE_STATES].map(([state]) => state);
    const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.constantFrom(...states));
    const any = fc.oneof(text, fc.jsonValue({ maxDepth: 10 }));
    const characteristic = fc.record({ name: text, value: any }, { requiredKeys: [] });
    const subject = fc.record(
      {
        state: fc.oneof(
          { arbitrary: fc.constantFrom(...states), weight: 5 },
          { arbitrary: any, weight: 1 },
        ),
        note: fc.oneof(any, fc.array(fc.record({ text: any }))),
        errorMessage: fc.oneof(any, fc.array(fc.record({ code: any, reason: any, message: any }))),
        serviceCharacteristic: fc.oneof(any, fc.array(characteristic, { maxLength: 150 })),
        serviceOrderItem: fc.oneof(
          any,
          fc.array(fc.record({ state: any, service: fc.record({ serviceCharacteristic: any }) })),
        ),
      },
      { requiredKeys: [] },
    );
    const body = fc.oneof(subject, fc.record({ event: fc.record({ serviceOrder: subject }) }), any);
    const api = adapterNamed('api');
    fc.assert(
      fc.property(body, (given) => {
        const answer = readAnswer(given as JsonObject);
        if (!answer) return;
        const report = { workOrderId: 'a', revision: 1, sequence: 1, ...answer };
        const travelled = JSON.parse(JSON.stringify(report)) as JsonObject;
        expect(api.read('api.workOrder.changed', travelled)).to.not.have.property('faults');
      }),
      { numRuns: 500 },
    );
  });

  it('does not follow a value that is nested without end', () => {
    const value = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as JsonObject;
    const body = { state: 'active', serviceCharacteristic: [{ name: 'deep', value }], note: value };
    expect(readAnswer(body)).to.deep.equal({ state: 'completed' });
  });
});

describe('the sequence of a state', () => {
  it('counts how far the work is', () => {
    const states = ['acknowledged', 'inProgress', 'completed', 'failed', 'cancelled', 'rejected'];
    expect(states.map((state) => sequenceOf(state as 'failed'))).to.deep.equal([1, 2, 3, 3, 3, 3]);
  });

  it('no mixture of items is further than its last one', () => {
    const state = fc.constantFrom('acknowledged', 'inProgress', 'completed', 'failed', 'rejected');
    fc.assert(
      fc.property(fc.array(state, { minLength: 1 }), (states) => {
        const whole = rolledUp(states as 'failed'[]);
        const over = states.every((one) => sequenceOf(one as 'failed') === 3);
        expect(sequenceOf(whole ?? 'failed') === 3).to.equal(over);
      }),
    );
  });
});
