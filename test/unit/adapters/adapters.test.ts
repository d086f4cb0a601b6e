import { expect } from 'chai';
import { ADAPTERS, adapterNamed } from '../../../adapters/index.js';
import { settingsOf, withSettings } from '../../../adapters/settings.js';
import type { TaskBrief } from '../../../adapters/adapter.js';
import { describeAdapter } from '../../contract/adapter.suite.js';
import { SAMPLE_TASK } from './sample-task.js';

describe('adapters', () => {
  for (const adapter of ADAPTERS) describeAdapter(adapter, { sampleTask: SAMPLE_TASK });

  it('are all of another name', () => {
    const names = ADAPTERS.map(({ name }) => name);
    expect(names).to.deep.equal(['fsm', 'project', 'cmdb', 'api']);
    expect(new Set(ADAPTERS.map(({ title }) => title)).size).to.equal(names.length);
  });

  it('are found by name; one that is not there is named, with those that are', () => {
    for (const adapter of ADAPTERS) expect(adapterNamed(adapter.name)).to.equal(adapter);
    expect(() => adapterNamed('lab')).to.throw(/lab.*fsm, project, cmdb, api/);
  });

  it('take settings by the name of a variable, and keep the default of what is not set', () => {
    const variables = settingsOf(ADAPTERS).map(({ variable }) => variable);
    expect(variables).to.deep.equal([
      'FSM_SILENT_AFTER_MS',
      'PROJECT_SILENT_AFTER_MS',
      'CMDB_SILENT_AFTER_MS',
      'API_SILENT_AFTER_MS',
    ]);
    const fsm = adapterNamed('fsm');
    expect(withSettings(fsm, { FSM_SILENT_AFTER_MS: 5_000 }).silentAfterMs).to.equal(5_000);
    expect(withSettings(fsm, { CMDB_SILENT_AFTER_MS: 5_000 })).to.deep.equal({ ...fsm });
  });
});

describe('the messages of each system', () => {
  it('fsm: a field service work order, with version for its revision and a contact to call', () => {
    const { workOrder } = adapterNamed('fsm').create(SAMPLE_TASK);
    expect(workOrder).to.include({
      '@type': 'WorkOrder',
      id: 'task-7',
      version: '2',
      category: 'fieldService',
      description: 'Bring the fibre into the building and install the terminal',
      requestedCompletionDate: '2026-12-01T12:00:00.000Z',
      notificationContact: 'Ada',
    });
    expect(workOrder).to.have.nested.property('workOrderItem[0].action', 'modify');
    expect(workOrder).to.have.nested.property('workOrderItem[0].work.workType', 'install');
    expect(workOrder).to.have.nested.property('order[0].@referredType', 'ServiceOrder');
    expect(workOrder).to.have.deep.nested.property('place', {
      '@type': 'GeographicAddressRef',
      id: 'address-1',
      name: 'Quay 4',
    });
  });

  it('both versions of parties and places become the flat one', () => {
    const { workOrder } = adapterNamed('project').create(SAMPLE_TASK);
    expect(workOrder).to.have.nested.property('category', 'project');
    expect(workOrder).to.have.deep.nested.property('relatedParty', [
      {
        '@type': 'RelatedParty',
        '@referredType': 'Individual',
        id: 'party-5',
        name: 'Ada',
        role: 'contact',
      },
      { '@type': 'RelatedParty', '@referredType': 'Organization', id: 'party-6', role: 'customer' },
    ]);
    expect(workOrder).to.have.deep.nested.property('workOrderItem[0].work.place[1]', {
      '@type': 'GeographicSiteRef',
      id: 'site-9',
      role: 'site',
    });
  });

  it('a party that has no id is left out, and a work order for nobody has no parties', () => {
    const task: TaskBrief = { ...SAMPLE_TASK, relatedParty: [{ role: 'contact', name: 'Nobody' }] };
    expect(adapterNamed('fsm').create(task)['workOrder']).to.not.have.property('relatedParty');
  });

  const actions = [
    ['add', 'register'],
    ['modify', 'update'],
    ['delete', 'retire'],
    ['noChange', 'update'],
    [undefined, 'register'],
  ] as const;
  for (const [action, word] of actions) {
    it(`cmdb: ${action ?? 'an order that does not say'} is to ${word}`, () => {
      const { action: _given, ...rest } = SAMPLE_TASK;
      const task: TaskBrief = { ...rest, ...(action && { action }) };
      expect(adapterNamed('cmdb').create(task)).to.include({ action: word });
    });
  }

  it('cmdb: a service names the service order, or the order of another kind, that brought it', () => {
    const cmdb = adapterNamed('cmdb');
    expect(cmdb.create(SAMPLE_TASK)).to.have.nested.property(
      'service.serviceOrderItem[0].serviceOrderId',
      'order-3',
    );
    const order = { ...SAMPLE_TASK.order, href: '/tmf-api/x/v5/productOrder/order-3' };
    expect(cmdb.create({ ...SAMPLE_TASK, order })).to.have.deep.nested.property(
      'service.relatedEntity[0]',
      {
        id: 'order-3',
        href: order.href,
        role: 'order',
        '@type': 'RelatedEntity',
        '@referredType': 'ProductOrder',
      },
    );
  });

  for (const kind of ['resource', 'product'] as const) {
    it(`cmdb: a ${kind} comes under its own name, with its values`, () => {
      const task: TaskBrief = { ...SAMPLE_TASK, item: { ...SAMPLE_TASK.item, kind } };
      const body = adapterNamed('cmdb').create(task);
      expect(body).to.have.nested.property(`${kind}.id`, 'service-12');
      expect(body).to.have.deep.nested.property(`${kind}.${kind}Characteristic[0]`, {
        name: 'bandwidth',
        value: 100,
        valueType: 'number',
      });
      expect(body).to.not.have.property('service');
    });
  }
});

for (const kind of ['resource', 'product'] as const) {
  const item = { ...SAMPLE_TASK.item, kind };
  describe(`for a ${kind}`, () =>
    describeAdapter(adapterNamed('cmdb'), { sampleTask: { ...SAMPLE_TASK, item } }));
}
