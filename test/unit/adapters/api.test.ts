import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { TaskBrief } from '../../../adapters/adapter.js';
import { api } from '../../../adapters/api/adapter.js';
import { ADAPTERS, SIMULATED } from '../../../adapters/index.js';
import { cancelOrderOf } from '../../../mappings/api/cancel-order.js';
import { callbackReference } from '../../../mappings/api/service-order.js';
import type { JsonObject, JsonValue } from '../../../openapi/json.js';
import { describeAdapter } from '../../contract/adapter.suite.js';
import { validatorsOf, type SchemaDocument } from '../../support/schema-validator.js';
import { SAMPLE_TASK } from './sample-task.js';

const call = {
  url: 'https://orders.test/serviceOrdering/v4/serviceOrder',
  answer: 'poll',
} as const;
const TASK: TaskBrief = { ...SAMPLE_TASK, call };
const of = (kind: 'service' | 'resource' | 'product'): TaskBrief => ({
  ...TASK,
  item: { ...TASK.item, kind },
});
const orderIn = (body: JsonObject) => body['serviceOrder'] as JsonObject;

const FILE = new URL('../../../openapi/generated/tmf641-service-ordering.v4.json', import.meta.url);
const validatorOf = validatorsOf(JSON.parse(readFileSync(FILE, 'utf8')) as SchemaDocument);

for (const kind of ['service', 'resource', 'product'] as const) {
  describe(`with a call, for a ${kind}`, () => describeAdapter(api, { sampleTask: of(kind) }));
}

describe('the messages of api', () => {
  it('say where the call goes and how it is answered, in all of them', () => {
    for (const verb of ['create', 'cancel', 'ask'] as const) {
      expect(api[verb](TASK)['call']).to.deep.equal(call);
      expect(api[verb](SAMPLE_TASK)).to.not.have.property('call');
    }
  });

  it('bear a service order with a number for each revision, and where it came from', () => {
    const order = orderIn(api.create(TASK));
    expect(order).to.include({
      externalId: 'task-7:2',
      category: 'install',
      description: 'Bring the fibre into the building and install the terminal',
      requestedCompletionDate: '2026-12-01T12:00:00.000Z',
    });
    const references = (order['externalReference'] as JsonObject[]).map(
      ({ externalReferenceType, name }) => `${String(externalReferenceType)} ${String(name)}`,
    );
    expect(references).to.deep.equal([
      'workOrder task-7',
      'journey journey-1',
      'ServiceOrder order-3',
    ]);
  });

  it('order a service as itself, with its values, places and parties', () => {
    const order = orderIn(api.create(TASK));
    expect(order).to.have.nested.property('serviceOrderItem[0].action', 'modify');
    const path = 'serviceOrderItem[0].service';
    expect(order).to.have.nested.property(`${path}.id`, 'service-12');
    expect(order).to.have.nested.property(`${path}.serviceSpecification.id`, 'spec-access');
    expect(order).to.have.deep.nested.property(`${path}.serviceCharacteristic[0]`, {
      name: 'bandwidth',
      value: 100,
      valueType: 'number',
    });
    expect(order).to.have.nested.property(`${path}.place[0].id`, 'address-1');
    expect(order).to.have.nested.property(`${path}.relatedParty[0].id`, 'party-5');
  });

  it('order a resource as a service that has its name and its values, and refers to it', () => {
    const order = orderIn(api.create(of('resource')));
    const path = 'serviceOrderItem[0].service';
    expect(order).to.not.have.nested.property(`${path}.id`);
    expect(order).to.have.nested.property(`${path}.name`, 'Access 12');
    expect(order).to.have.nested.property(`${path}.serviceType`, 'Resource');
    expect(order).to.have.nested.property(`${path}.relatedEntity[0].id`, 'service-12');
    expect(order).to.have.nested.property(`${path}.relatedEntity[1].id`, 'spec-access');
    expect(order).to.have.nested.property(`${path}.serviceCharacteristic[1].value`, '1001');
  });

  it('still meet TMF641 with the callback, and so does the wish to cancel', () => {
    const order = orderIn(api.create(TASK));
    const externalReference = [
      ...(order['externalReference'] as JsonValue[]),
      { ...callbackReference('https://gateway.test/callbacks/task-7') },
    ];
    expect(validatorOf('ServiceOrder_Create')({ ...order, externalReference })).to.equal('');
    for (const wish of [cancelOrderOf('7'), cancelOrderOf('7', 'Withdrawn')]) {
      expect(validatorOf('CancelServiceOrder_Create')({ ...wish })).to.equal('');
    }
  });
});

describe('what can be simulated', () => {
  it('is every system that is a foreign one, and not the bridge', () => {
    expect(SIMULATED.map(({ name }) => name)).to.deep.equal(['fsm', 'project', 'cmdb']);
    for (const adapter of SIMULATED) expect(ADAPTERS).to.include(adapter);
  });
});
