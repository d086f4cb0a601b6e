import { PATHS } from '../paths.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';

/**
 * The task that the demo's simulators fail the first time (`--fail-once`). One site has an analogue
 * voice gateway, so it happens once.
 */
export const FAILING_TASK = 'install-voice-gateway';

interface Task {
  /** Unique in the flow: `install-router`. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  readonly kind: 'manual' | 'fsm' | 'project' | 'cmdb';
  readonly hours: number;
  readonly owner: string;
}

/**
 * TMF701: the work that a specification takes, where the gateway's presets do not say enough. Tasks
 * follow one another. As mappings/flows/task-specification.ts describes it.
 */
export const FLOWS: readonly Entry[] = [
  ...flow('fibre-access', 'Build and activate fibre', 'service/fibre-access', [
    task('build-fibre', 'Build the fibre to the site', 'project', 240, 'networkBuild'),
    task('register', 'Register the fibre access', 'cmdb', 1, 'operations'),
  ]),
  ...flow('routing-domain', 'Set up a private network', 'resource/routing-domain', [
    task('approve-address-plan', 'Approve the address plan', 'manual', 24, 'networkDesign'),
    task('register', 'Register the routing domain', 'cmdb', 1, 'operations'),
  ]),
  ...flow('voice-gateway', 'Install a voice gateway', 'resource/voice-gateway', [
    task(FAILING_TASK, 'Install the voice gateway', 'fsm', 4, 'fieldDispatch'),
    task('register', 'Register the voice gateway', 'cmdb', 1, 'operations'),
  ]),
  ...flow('router', 'Install a router', 'resource/router', [
    task('install-router', 'Install the router', 'fsm', 2, 'fieldDispatch'),
    task('register', 'Register the router', 'cmdb', 1, 'operations'),
  ]),
];

/** A flow and its tasks, each task after the one before it. */
function flow(key: string, name: string, serves: string, tasks: readonly Task[]): Entry[] {
  const keys = tasks.map((one) => `task/${key}/${one.name}`);
  const body = {
    name,
    version: '1.0',
    relatedEntitySpecification: [refer(serves, { role: 'serves' })],
    taskFlowSpecification: keys.map((taskKey) => refer(taskKey)),
  };
  return [
    ...tasks.map((one, at) => taskEntry(`task/${key}/${one.name}`, one, keys[at - 1])),
    { key: `flow/${key}`, path: `${PATHS.processFlow}/processFlowSpecification`, body },
  ];
}

function taskEntry(key: string, { name, title, kind, hours, owner }: Task, before?: string): Entry {
  const duration = {
    name: 'duration',
    valueType: 'integer',
    characteristicValueSpecification: [{ value: hours, unitOfMeasure: 'h' }],
  };
  return {
    key,
    path: `${PATHS.processFlow}/taskFlowSpecification`,
    body: {
      name,
      description: title,
      version: '1.0',
      taskFlowSpecificationType: kind,
      relatedParty: [{ id: owner, name: owner, role: 'owner', '@referredType': 'Organization' }],
      taskFlowSpecificationCharacteristic: [duration],
      ...(before !== undefined && {
        taskFlowSpecificationRelationship: [refer(before, { relationshipType: 'after' })],
      }),
    },
  };
}

function task(name: string, title: string, kind: Task['kind'], hours: number, owner: string): Task {
  return { name, title, kind, hours, owner };
}
