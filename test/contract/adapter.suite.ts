import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Adapter, StatusReport, TaskBrief } from '../../adapters/adapter.js';
import { statusKey } from '../../adapters/keys.js';
import type { JsonObject } from '../../openapi/json.js';
import { validatorsOf, type SchemaDocument, type Validate } from '../support/schema-validator.js';

/** What the suite needs of an adapter beside itself. */
export interface AdapterSample {
  /** A task with everything that a brief can bear. */
  readonly sampleTask: TaskBrief;
}

const STATES = ['acknowledged', 'inProgress', 'completed', 'failed', 'cancelled', 'rejected'];

/** The TMF payloads that a create can bear, by the name that it has in the body. */
const PAYLOADS: Readonly<Record<string, { document: string; schema: string }>> = {
  workOrder: { document: 'tmf697-work-order.v4', schema: 'WorkOrder' },
  service: { document: 'tmf638-service-inventory.v4', schema: 'Service' },
  resource: { document: 'tmf639-resource-inventory.v4', schema: 'Resource' },
  product: { document: 'tmf637-product-inventory.v4', schema: 'Product' },
  serviceOrder: { document: 'tmf641-service-ordering.v4', schema: 'ServiceOrder_Create' },
};

/** What every adapter owes, whatever its system: call it once for each. */
export function describeAdapter(adapter: Adapter, { sampleTask }: AdapterSample): void {
  describe(`adapter ${adapter.name}`, () => {
    describe('names', () => {
      it('is one word in lower case, fit for queues and routing keys', () => {
        expect(adapter.name).to.match(/^[a-z][a-z0-9]*$/);
        expect(adapter.subject).to.match(/^[a-z][A-Za-z0-9]*$/);
        expect(adapter.title.trim()).to.equal(adapter.title).and.not.equal('');
      });

      it('asks after a silence that is a whole number of milliseconds, at least a second', () => {
        expect(Number.isInteger(adapter.silentAfterMs)).to.be.true;
        expect(adapter.silentAfterMs).to.be.at.least(1_000);
      });

      it('declares settings that replace members of its own, with their default', () => {
        for (const setting of adapter.settings ?? []) {
          expect(adapter[setting.name], setting.name).to.equal(setting.default);
          expect(setting.meaning).to.not.equal('');
        }
      });
    });

    describeBodies(adapter, sampleTask);
    describeReading(adapter, sampleTask);
  });
}

function describeBodies(adapter: Adapter, sampleTask: TaskBrief): void {
  for (const verb of ['create', 'cancel', 'ask'] as const) {
    describe(`the body of ${verb}`, () => {
      const bare: TaskBrief = bareTask(sampleTask);

      it('is JSON, with nothing that travelling would lose', () => {
        for (const task of [sampleTask, bare]) {
          const body = adapter[verb](task);
          expect(JSON.parse(JSON.stringify(body))).to.deep.equal(body);
        }
      });

      it('has work order id and revision at the top', () => {
        expect(adapter[verb](sampleTask)).to.include({
          workOrderId: sampleTask.workOrderId,
          revision: sampleTask.revision,
        });
      });

      it('follows from the task alone, and leaves the task as it was', () => {
        const frozen = deepFreeze(structuredClone(sampleTask));
        expect(adapter[verb](frozen)).to.deep.equal(adapter[verb](structuredClone(sampleTask)));
        expect(frozen).to.deep.equal(sampleTask);
      });
    });
  }

  describe('the body of create', () => {
    it('says what the task says', () => {
      const words = wordsIn(adapter.create(sampleTask));
      const { item, order, task, characteristics, place = [], relatedParty = [] } = sampleTask;
      const expected = [task, item.id, item.name, item.specification?.id, order.id, order.itemId];
      expect([...words]).to.include.members(expected);
      for (const { name, value } of characteristics) {
        expect([...words]).to.include(name);
        expect(JSON.stringify(adapter.create(sampleTask))).to.include(JSON.stringify(value));
      }
      for (const id of idsIn([...place.slice(0, 1), ...relatedParty]))
        expect([...words]).to.include(id);
    });

    it('bears exactly one TMF payload, which meets its published API', () => {
      for (const task of [sampleTask, bareTask(sampleTask)]) {
        const body = adapter.create(task);
        const names = Object.keys(body).filter((name) => name in PAYLOADS);
        expect(names).to.have.length(1);
        const name = String(names[0]);
        expect(validatorOf(name)(body[name] ?? null)).to.equal('');
      }
    });

    it('another revision of the task is another body', () => {
      const next = adapter.create({ ...sampleTask, revision: sampleTask.revision + 1 });
      expect(next).to.not.deep.equal(adapter.create(sampleTask));
    });
  });

  it('cancel and ask say why, where there is a reason', () => {
    const asked = { ...sampleTask, reason: 'The customer withdrew' };
    expect(adapter.cancel(asked)).to.include({ reason: 'The customer withdrew' });
    expect(adapter.cancel(sampleTask)).to.not.have.property('reason');
  });
}

function describeReading(adapter: Adapter, { workOrderId }: TaskBrief): void {
  const changed = statusKey(adapter, 'changed');
  const snapshot = statusKey(adapter, 'snapshot');
  const plain = { workOrderId, revision: 2, sequence: 3, state: 'completed' } as const;
  const full: Omit<StatusReport, 'type'> = {
    ...plain,
    state: 'failed',
    note: 'Nobody was there',
    cause: { code: 'noAccess', retryable: true },
    characteristics: [
      { name: 'serialNumber', value: 'SN-1' },
      { name: 'ports', value: [1, { label: 'two' }] },
    ],
    configurationItem: { id: 'CI-1', href: '/cmdb/configurationItem/CI-1' },
  };
  const read = (key: string, body: unknown) =>
    adapter.read(key, JSON.parse(JSON.stringify(body)) as JsonObject);
  const faultsOf = (key: string, body: unknown): string[] => {
    const result = read(key, body);
    return 'faults' in result ? result.faults : [];
  };

  describe('reading a status', () => {
    for (const state of STATES) {
      it(`gets back ${state} as it was said`, () => {
        const body = { ...full, state };
        expect(read(changed, body)).to.deep.equal({ type: 'changed', ...body });
        expect(read(snapshot, body)).to.deep.equal({ type: 'snapshot', ...body });
      });
    }

    it('takes the least that a client can say', () => {
      expect(read(changed, plain)).to.deep.equal({ type: 'changed', ...plain });
    });

    it('takes null for what may be left out', () => {
      const body = {
        ...plain,
        note: null,
        cause: null,
        configurationItem: { id: 'a', href: null },
      };
      expect(read(changed, body)).to.deep.equal({
        type: 'changed',
        ...plain,
        configurationItem: { id: 'a' },
      });
    });

    it('ignores what it does not know, at every depth', () => {
      const body = {
        ...full,
        mood: 'good',
        cause: { ...full.cause, blame: 'rain' },
        configurationItem: { ...full.configurationItem, colour: 'red' },
        characteristics: full.characteristics?.map((one) => ({ ...one, unit: 'm' })),
      };
      expect(read(changed, body)).to.deep.equal({ type: 'changed', ...full });
    });

    it('takes unknown in an answer, and in no change', () => {
      const body = { workOrderId, revision: 1, sequence: 0, state: 'unknown' };
      expect(read(snapshot, body)).to.deep.equal({ type: 'snapshot', ...body });
      expect(faultsOf(changed, body).join()).to.match(/state .*sequence/);
    });

    const bad: [string, object][] = [
      ['workOrderId', { workOrderId: undefined }],
      ['workOrderId', { workOrderId: 7 }],
      ['workOrderId', { workOrderId: '' }],
      ['workOrderId', { workOrderId: 'x'.repeat(300) }],
      ['workOrderId', { workOrderId: 'a\0b' }],
      ['revision', { revision: 1.5 }],
      ['revision', { revision: '1' }],
      ['revision', { revision: 0 }],
      ['revision', { revision: 2 ** 31 }],
      ['sequence', { sequence: -1 }],
      ['sequence', { sequence: undefined }],
      ['state', { state: 'finished' }],
      ['state', { state: undefined }],
      ['note', { note: 'x'.repeat(5_000) }],
      ['note', { note: '\ud800' }],
      ['cause', { cause: 'rain' }],
      ['cause.code', { cause: { retryable: true } }],
      ['cause.retryable', { cause: { code: 'rain', retryable: 'yes' } }],
      ['characteristics', { characteristics: {} }],
      ['characteristics', { characteristics: Array(101).fill({ name: 'a', value: 1 }) }],
      ['characteristics[0].name', { characteristics: [{ value: 1 }] }],
      ['characteristics[0].value', { characteristics: [{ name: 'a' }] }],
      ['characteristics[1].value', { characteristics: [{ name: 'a', value: 1 }, deep(20)] }],
      ['characteristics[0].value', { characteristics: [{ name: 'a', value: 'x'.repeat(2e4) }] }],
      ['configurationItem.id', { configurationItem: { href: '/x' } }],
    ];
    for (const [attribute, change] of bad) {
      it(`names ${attribute} when it is ${JSON.stringify(change).slice(0, 50)}`, () => {
        const faults = faultsOf(changed, { ...full, ...change });
        expect(faults).to.have.length(1);
        expect(faults[0]?.startsWith(`${attribute} must`), faults[0]).to.be.true;
      });
    }

    it('names every fault at once, the key among them', () => {
      const faults = faultsOf('other.workOrder.changed', { state: 'x', sequence: 'y' });
      for (const word of ['routing key', 'workOrderId', 'revision', 'sequence', 'state']) {
        expect(faults.join('; ')).to.include(word);
      }
    });

    it('refuses a body that is no object', () => {
      for (const body of [null, [], 'text', 7, true]) {
        expect(faultsOf(changed, body)).to.have.length(1);
      }
    });

    it('never throws and never lets a fault through, whatever comes', () => {
      const key = fc.oneof(fc.constantFrom(changed, snapshot), fc.string());
      const attribute = fc.constantFrom(...Object.keys(full));
      const near = fc
        .dictionary(attribute, fc.jsonValue({ maxDepth: 4 }))
        .map((some) => ({ ...full, ...some }));
      const anything = fc.oneof(fc.jsonValue({ maxDepth: 12 }), near);
      fc.assert(
        fc.property(key, anything, (someKey, body) => {
          const result = read(someKey, body);
          if ('faults' in result) expect(result.faults).to.not.be.empty;
          else expectBounded(result);
        }),
        { numRuns: 500 },
      );
    });
  });
}

function expectBounded(report: StatusReport): void {
  expect(['changed', 'snapshot']).to.include(report.type);
  expect([...STATES, 'unknown']).to.include(report.state);
  expect(report.workOrderId.length).to.be.within(1, 255);
  for (const number of [report.revision, report.sequence]) {
    expect(number).to.be.within(0, 2 ** 31 - 1);
    expect(Number.isInteger(number)).to.be.true;
  }
  expect(JSON.stringify(report)).to.not.match(/\\u0000/);
}

/** The task with nothing but what every brief has. */
function bareTask(task: TaskBrief): TaskBrief {
  const { workOrderId, revision, name, task: rule, journey, order } = task;
  const { specification: _none, ...item } = task.item;
  return { workOrderId, revision, name, task: rule, journey, order, item, characteristics: [] };
}

function deep(depth: number): object {
  let value: unknown = 1;
  for (let level = 0; level < depth; level += 1) value = [value];
  return { name: 'deep', value };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}

/** Every text and number in a body, and every attribute's name. */
function wordsIn(value: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof value !== 'object' || value === null) return found.add(value);
  for (const [name, inner] of Object.entries(value)) {
    found.add(name);
    wordsIn(inner, found);
  }
  return found;
}

function validatorOf(payload: string): Validate {
  const { document, schema } = PAYLOADS[payload] ?? { document: '', schema: '' };
  const file = new URL(`../../openapi/generated/${document}.json`, import.meta.url);
  return validatorsOf(JSON.parse(readFileSync(file, 'utf8')) as SchemaDocument)(schema);
}

/** Ids of parties and places, nested as v5 has them or flat. */
const idsIn = (related: readonly JsonObject[]): unknown[] =>
  related.map((one) => {
    const inner = (one['partyOrPartyRole'] ?? one['place'] ?? one) as JsonObject;
    return inner['id'];
  });
