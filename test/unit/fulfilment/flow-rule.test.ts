import { expect } from 'chai';
import type { FlowRule, PlannedTask, TaskRule, TaskState } from '../../../src/fulfilment/model.js';
import { checkFlow, flowState, nextTasks, readFlowRule } from '../../../src/fulfilment/plan.js';
import { PRESET_FLOWS } from '../../../mappings/flows/presets.js';

const value = (name: string, ...values: object[]) => ({
  name,
  characteristicValueSpecification: values.map((one) => ({ ...one })),
});

describe('fulfilment: reading a flow (TMF701 v4)', () => {
  const flow = {
    id: 'f1',
    name: 'Install a router',
    version: '1.2',
    relatedEntitySpecification: [
      { id: 'router', role: 'serves', '@referredType': 'ResourceSpecification' },
      { id: 'x', role: 'concerns', '@referredType': 'ResourceSpecification' },
    ],
    taskFlowSpecification: [{ id: 't1' }, { id: 't2' }],
  };
  const install = {
    id: 't1',
    name: 'install',
    description: 'Install the router',
    taskFlowSpecificationType: 'FSM',
    relatedParty: [
      { id: 'g1', name: 'fieldDispatch', role: 'Owner', '@referredType': 'Organization' },
    ],
    taskFlowSpecificationCharacteristic: [
      value('duration', { value: 2, unitOfMeasure: 'h' }),
      value('tries', { value: 1 }, { value: 3, isDefault: true }),
    ],
  };
  const notify = {
    id: 't2',
    name: 'notify',
    taskFlowSpecificationType: 'api',
    taskFlowSpecificationRelationship: [
      { id: 't1', relationshipType: 'after' },
      { name: 'other', relationshipType: 'delegates' },
    ],
    taskFlowSpecificationCharacteristic: [
      value('url', { value: 'https://crm.example/notify' }),
      value('answer', { value: 'poll' }),
    ],
  };

  it('reads all that is said', () => {
    expect(readFlowRule(flow, [install, notify], 5)).to.deep.equal({
      id: 'f1',
      name: 'Install a router',
      version: '1.2',
      revision: 5,
      specification: { id: 'router' },
      tasks: [
        {
          name: 'install',
          title: 'Install the router',
          kind: 'fsm',
          after: [],
          durationMs: 7_200_000,
          owner: 'fieldDispatch',
          tries: 3,
        },
        {
          name: 'notify',
          title: 'notify',
          kind: 'api',
          after: ['install'],
          call: { url: 'https://crm.example/notify', answer: 'poll' },
        },
      ],
    });
    expect(checkFlow(readFlowRule(flow, [install, notify]))).to.deep.equal([]);
  });

  const SERVES: [entity: object, served: object][] = [
    [
      { id: '*', '@referredType': 'ServiceSpecification' },
      { name: '*', kind: 'service' },
    ],
    [
      { id: '*', '@referredType': 'ResourceSpecification' },
      { name: '*', kind: 'resource' },
    ],
    [
      { id: '*', '@referredType': 'PhysicalResourceSpecification' },
      { name: '*', type: 'PhysicalResourceSpecification' },
    ],
    [{ id: '*' }, { name: '*' }],
    [{ id: 'a', '@referredType': 'ServiceSpecification' }, { id: 'a' }],
  ];
  for (const [entity, served] of SERVES) {
    it(`serves ${JSON.stringify(entity)}`, () => {
      const body = { relatedEntitySpecification: [{ role: 'serves', ...entity }] };
      expect(readFlowRule(body, [], 1).specification).to.deep.equal(served);
    });
  }

  it('serves several', () => {
    const serves = (id: string) => ({ id, role: 'serves' });
    const body = { relatedEntitySpecification: ['a', 'b', 'c'].map(serves) };
    expect(readFlowRule(body, [])).to.deep.include({
      specification: { id: 'a' },
      alsoServes: [{ id: 'b' }, { id: 'c' }],
    });
  });

  it('reads what makes no sense without throwing, for the check to name', () => {
    const odd = {
      id: 't',
      taskFlowSpecificationType: 'dance',
      taskFlowSpecificationRelationship: [{ name: 'gone', relationshipType: 'after' }],
      taskFlowSpecificationCharacteristic: [
        value('duration', { value: 'long', unitOfMeasure: 'h' }),
        value('tries', { value: 0 }),
      ],
    };
    const faults = checkFlow(readFlowRule({}, [odd]));
    expect(faults.map((fault) => [fault.pointer, fault.rule])).to.deep.equal([
      ['/relatedEntitySpecification', 'servesNothing'],
      ['/taskFlowSpecification/0', 'unknownTaskKind'],
      ['/taskFlowSpecification/0', 'badDuration'],
      ['/taskFlowSpecification/0', 'badTries'],
      ['/taskFlowSpecification/0', 'unknownTask'],
    ]);
  });

  it('refuses a unit that nobody knows', () => {
    const body = {
      ...install,
      taskFlowSpecificationCharacteristic: [
        value('duration', { value: 2, unitOfMeasure: 'moons' }),
      ],
    };
    expect(checkFlow(readFlowRule(flow, [body])).map(({ rule }) => rule)).to.deep.equal([
      'badDuration',
    ]);
  });
});

describe('fulfilment: checkFlow', () => {
  const task = (name: string, after: string[] = [], more: Partial<TaskRule> = {}): TaskRule => ({
    name,
    title: name,
    kind: 'manual',
    after,
    ...more,
  });
  const rulesOf = (...tasks: TaskRule[]) => {
    const rule: FlowRule = {
      id: 'f',
      name: 'f',
      version: '1',
      revision: 1,
      specification: { id: 's' },
      tasks,
    };
    return checkFlow(rule).map(({ pointer, rule: word }) => [pointer.split('/').pop(), word]);
  };

  it('accepts what is sound', () => {
    expect(rulesOf(task('a'), task('b', ['a']), task('c', ['a', 'b']))).to.deep.equal([]);
  });
  it('refuses a flow without tasks', () => {
    expect(rulesOf()).to.deep.equal([['taskFlowSpecification', 'noTasks']]);
  });
  it('refuses tasks that wait for one another', () => {
    expect(rulesOf(task('a'), task('b', ['c']), task('c', ['b']))).to.deep.equal([
      ['1', 'cyclicTasks'],
    ]);
    expect(rulesOf(task('a', ['a']))).to.deep.equal([['0', 'cyclicTasks']]);
  });
  it('refuses two tasks of one name, and names that are no task', () => {
    expect(rulesOf(task('a'), task('a'), task('b', ['x']))).to.deep.equal([
      ['1', 'duplicateTask'],
      ['2', 'unknownTask'],
    ]);
  });
  it('refuses an api task without an address that can be called', () => {
    const call = (url: string) => task('a', [], { kind: 'api', call: { url, answer: 'callback' } });
    expect(rulesOf(task('a', [], { kind: 'api' }))).to.deep.equal([['0', 'noAddress']]);
    expect(rulesOf(call('file:///etc/passwd'))).to.deep.equal([['0', 'noAddress']]);
    expect(rulesOf(call('nonsense'))).to.deep.equal([['0', 'noAddress']]);
    expect(rulesOf(call('https://crm.example/'))).to.deep.equal([]);
  });
  it('accepts every preset', () => {
    for (const preset of PRESET_FLOWS) expect(checkFlow(preset)).to.deep.equal([]);
  });
});

describe('fulfilment: tasks of a flow', () => {
  /** `a:completed b:waiting<a c:waiting<a,b` */
  const tasksOf = (text: string): PlannedTask[] =>
    text
      .split(' ')
      .filter(Boolean)
      .map((word) => {
        const [, name = '', state = '', after] = /^(\w+):(\w+)(?:<(.*))?$/.exec(word) ?? [];
        return {
          name,
          id: name,
          kind: 'manual',
          after: after?.split(',') ?? [],
          state: state as TaskState,
        };
      });

  const NEXT: [tasks: string, next: string[]][] = [
    ['a:waiting b:waiting c:waiting<a', ['a', 'b']],
    ['a:completed b:skipped c:waiting<a,b', ['c']],
    ['a:completed b:inProgress c:waiting<a,b', []],
    ['a:fallout b:waiting<a c:waiting', ['c']],
    ['a:cancelled b:waiting<a', []],
    ['a:sent', []],
    ['a:waiting<gone', []],
    ['', []],
  ];
  for (const [tasks, next] of NEXT) {
    it(`after ${tasks || 'nothing'} come ${next.join(', ') || 'none'}`, () => {
      expect(nextTasks(tasksOf(tasks)).map(({ name }) => name)).to.deep.equal(next);
    });
  }

  const STATES: [tasks: string, state: string][] = [
    ['a:waiting', 'active'],
    ['a:sent b:waiting<a', 'active'],
    ['a:inProgress b:fallout', 'active'],
    ['a:fallout b:waiting<a', 'hold'],
    ['a:fallout b:waiting', 'active'],
    ['a:completed b:fallout', 'hold'],
    ['a:completed b:skipped', 'completed'],
    ['', 'completed'],
    ['a:cancelled b:cancelled', 'cancelled'],
    ['a:completed b:cancelled', 'cancelled'],
    ['a:cancelled b:sent', 'active'],
  ];
  for (const [tasks, state] of STATES) {
    it(`${tasks || 'nothing'} is ${state}`, () => {
      expect(flowState(tasksOf(tasks))).to.equal(state);
    });
  }
});
