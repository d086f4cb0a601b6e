import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { parse } from 'yaml';
import type { TaskBrief } from '../../../adapters/adapter.js';
import { SIMULATED } from '../../../adapters/index.js';
import type { JsonObject } from '../../../openapi/json.js';
import { topologyOf } from '../../../src/messaging/topology.js';
import { objectsIn, resolve } from './built.js';

interface Message {
  name: string;
  title: string;
  summary: string;
  payload: { $ref: string };
  examples: { name: string; headers?: JsonObject; payload: JsonObject }[];
}
interface Channel {
  address: string;
  title: string;
  messages: Record<string, { $ref: string }>;
  bindings: { amqp: { is: 'queue' | 'routingKey'; exchange?: { name: string; type: string } } };
  'x-exchange'?: string;
  'x-binding-key'?: string;
  'x-parked-in'?: string;
  'x-queue-arguments'?: JsonObject;
}
interface AsyncApi {
  asyncapi: string;
  info: { title: string; version: string; description: string };
  channels: Record<string, Channel>;
  operations: Record<string, { action: string; channel: { $ref: string } }>;
  components: { messages: Record<string, Message>; schemas: JsonObject };
}

const FILE = new URL('../../../openapi/asyncapi.yaml', import.meta.url);
const document = parse(readFileSync(FILE, 'utf8')) as AsyncApi;
const channels = Object.values(document.channels);
const messages = Object.values(document.components.messages);
/** The systems that somebody else can be; the document speaks to them. */
const systems = SIMULATED;
const topology = topologyOf(systems.map(({ name }) => name));

const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv as never);
ajv.addSchema({ $id: 'turnup', ...document } as object);

/** The faults of a value against a schema of the document. */
function faultsOf(ref: string, value: unknown): string[] {
  const isValid = ajv.getSchema(`turnup${ref}`);
  if (!isValid) return [`no schema at ${ref}`];
  return isValid(value) ? [] : [`${ref}: ${ajv.errorsText(isValid.errors)}`];
}

describe('asyncapi.yaml', () => {
  it('speaks to field service, projects and the CMDB', () => {
    expect(systems.map(({ name }) => name)).to.deep.equal(['fsm', 'project', 'cmdb']);
  });

  it('is an AsyncAPI 3.0 document with no reference that leads nowhere', () => {
    expect(document.asyncapi).to.equal('3.0.0');
    const lost = [...objectsIn(document)].flatMap(([at, { $ref }]) =>
      typeof $ref === 'string' && resolve(document, $ref) === undefined ? [`${at}: ${$ref}`] : [],
    );
    expect(lost).to.deep.equal([]);
  });

  it('describes every queue of the topology, with its exchange, its binding and its dead letters', () => {
    const described = channels
      .filter(({ bindings }) => bindings.amqp.is === 'queue')
      .map((channel) => ({
        name: channel.address,
        exchange: channel['x-exchange'],
        binding: channel['x-binding-key'],
        parkedIn: channel['x-parked-in'],
      }));
    expect(described).to.have.deep.members(topology.queues);
    for (const { 'x-queue-arguments': declared } of channels.filter((c) => c['x-exchange'])) {
      // the broker counts returns, Turnup deliveries
      expect(declared?.['x-delivery-limit']).to.equal(topology.deliveryLimit - 1);
    }
  });

  it('describes every exchange, and no other', () => {
    const exchanges = channels.map((c) => c['x-exchange'] ?? c.bindings.amqp.exchange?.name);
    expect([...new Set(exchanges)]).to.have.members([...topology.exchanges]);
  });

  it('names the delay queues of the status queue', () => {
    for (const delayMs of topology.retryDelaysMs) {
      expect(document.info.description).to.match(new RegExp(`\\.${delayMs}\\b`));
    }
  });

  it('has a channel for every routing key that a system publishes to', () => {
    const keys = channels.filter((c) => c.bindings.amqp.is === 'routingKey').map((c) => c.address);
    const expected = systems.flatMap(({ name, subject }) => [
      `${name}.${subject}.changed`,
      `${name}.${subject}.snapshot`,
    ]);
    expect(keys).to.have.members(expected);
  });

  it('has a message for every routing key, in its channel', () => {
    const expected = systems.flatMap(({ name, subject }) =>
      ['create', 'cancel', 'ask', 'changed', 'snapshot'].map(
        (verb) => `${name}.${subject}.${verb}`,
      ),
    );
    expect(messages.map(({ name }) => name)).to.have.members(expected);
    for (const queue of topology.queues.filter(({ binding }) => binding !== '#')) {
      const channel = channels.find(({ address }) => address === queue.name);
      const names = Object.values(channel?.messages ?? {}).map(
        ({ $ref }) => (resolve(document, $ref) as Message).name,
      );
      const system = queue.binding.replace('#', '');
      expect(names).to.have.members(
        ['create', 'cancel', 'ask'].map((verb) => `${system}workOrder.${verb}`),
      );
    }
  });

  it('has an operation for every channel', () => {
    const used = Object.values(document.operations).map(({ channel }) => channel.$ref);
    expect(used).to.have.members(
      Object.keys(document.channels).map((name) => `#/channels/${name}`),
    );
  });

  it('has examples of every message that meet their schemas', () => {
    const faults = messages.flatMap(({ name, payload, examples }) => {
      if (!examples?.length) return [`${name}: no example`];
      return examples.flatMap((example) => [
        ...faultsOf(payload.$ref, example.payload),
        ...(example.headers ? faultsOf('#/components/schemas/headers', example.headers) : []),
      ]);
    });
    expect(faults).to.deep.equal([]);
  });

  it('has examples of statuses that the adapters understand', () => {
    for (const { name, examples } of messages) {
      const adapter = systems.find((a) => name.startsWith(`${a.name}.`));
      if (!/\.(changed|snapshot)$/.test(name)) continue;
      for (const { payload } of examples) {
        expect(adapter?.read(name, payload)).to.deep.equal({
          type: name.split('.').at(-1),
          ...payload,
        });
      }
    }
  });

  for (const adapter of systems) {
    for (const kind of ['service', 'resource', 'product'] as const) {
      it(`describes what ${adapter.name} gets for a ${kind}`, () => {
        const task = taskOf(kind);
        const faults = (['create', 'cancel', 'ask'] as const).flatMap((verb) => {
          const name = `${adapter.name}.${adapter.subject}.${verb}`;
          const message = messages.find((m) => m.name === name);
          return faultsOf(message?.payload.$ref ?? '', adapter[verb](task));
        });
        expect(faults).to.deep.equal([]);
      });
    }
  }

  it('refuses a status that lacks what the adapters require', () => {
    const change = { workOrderId: 'tf-1', revision: 1, sequence: 1, state: 'completed' };
    expect(faultsOf('#/components/schemas/change', change)).to.deep.equal([]);
    for (const name of Object.keys(change)) {
      const lacking = Object.fromEntries(Object.entries(change).filter(([key]) => key !== name));
      expect(faultsOf('#/components/schemas/change', lacking), name).to.not.deep.equal([]);
    }
  });
});

function taskOf(kind: TaskBrief['item']['kind']): TaskBrief {
  return {
    workOrderId: 'tf-1',
    revision: 2,
    name: 'Install: Edge router',
    description: 'Mount and connect',
    task: 'install',
    action: 'modify',
    reason: 'amended',
    journey: 'po-1',
    order: {
      id: 'po-1',
      href: '/tmf-api/productOrderingManagement/v5/productOrder/po-1',
      itemId: '1',
    },
    item: {
      kind,
      id: 'i-1',
      href: `/tmf-api/inventory/v5/${kind}/i-1`,
      name: 'Edge router',
      specification: { id: 'spec-1', name: 'Router' },
    },
    characteristics: [
      { name: 'ports', value: 4 },
      { name: 'note', value: null },
    ],
    place: [{ id: 'site-7', name: 'Harbour office', role: 'installation' }],
    relatedParty: [{ id: 'c-9', name: 'Ada Holm', role: 'siteContact' }],
    dueAt: '2026-03-05T16:00:00.000Z',
  };
}
