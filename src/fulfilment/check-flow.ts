import { TASK_KINDS } from '../../mappings/flows/task-specification.js';
import type { Fault } from '../errors.js';
import { findCircle } from './graph.js';
import type { FlowRule, TaskRule } from './model.js';

/**
 * Everything wrong with a flow, for the moment when its processFlowSpecification is written:
 * pointers are into that document. A flow must serve something and have tasks; names are unique,
 * `after` names tasks of the flow and makes no circle.
 */
export function checkFlow(rule: FlowRule): Fault[] {
  const faults = rule.tasks.flatMap((task, index) => [
    ...checkTask(task, pointerTo(index)),
    ...checkPlace(rule, task, index),
  ]);
  return [...checkWhole(rule), ...faults, ...checkCircle(rule)];
}

function pointerTo(index: number): string {
  return `/taskFlowSpecification/${index}`;
}

function checkWhole(rule: FlowRule): Fault[] {
  const faults: Fault[] = [];
  const { id, name, kind, type } = rule.specification;
  if (id === undefined && name === undefined && kind === undefined && type === undefined) {
    const message =
      'the flow serves nothing: one related entity specification needs the role "serves"';
    faults.push({ pointer: '/relatedEntitySpecification', message, rule: 'servesNothing' });
  }
  if (rule.tasks.length === 0) {
    const message = 'the flow has no tasks';
    faults.push({ pointer: '/taskFlowSpecification', message, rule: 'noTasks' });
  }
  return faults;
}

function checkTask(task: TaskRule, pointer: string): Fault[] {
  const faults: Fault[] = [];
  const add = (rule: string, message: string) =>
    faults.push({ pointer, rule, message: `task ${task.name}: ${message}` });
  if (!TASK_KINDS.includes(task.kind)) {
    add('unknownTaskKind', `taskFlowSpecificationType must be one of ${TASK_KINDS.join(', ')}`);
  }
  if (task.kind === 'api' && !isHttp(task.call?.url)) {
    add('noAddress', 'an api task needs the characteristic "url", an http or https address');
  }
  if (task.durationMs !== undefined && !(task.durationMs >= 0)) {
    add('badDuration', '"duration" must be a number, in ms, s, min, h or d');
  }
  if (task.tries !== undefined && !(Number.isInteger(task.tries) && task.tries >= 1)) {
    add('badTries', '"tries" must be a whole number from 1');
  }
  return faults;
}

function isHttp(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function checkPlace({ tasks }: FlowRule, task: TaskRule, index: number): Fault[] {
  const pointer = pointerTo(index);
  const twice = tasks.findIndex(({ name }) => name === task.name) < index;
  const unknown = task.after.filter((name) => !tasks.some((other) => other.name === name));
  return [
    ...(twice
      ? [{ pointer, message: `task ${task.name} is there twice`, rule: 'duplicateTask' }]
      : []),
    ...unknown.map((name) => ({
      pointer,
      message: `task ${task.name} comes after ${name}, which is no task of this flow`,
      rule: 'unknownTask',
    })),
  ];
}

function checkCircle({ tasks }: FlowRule): Fault[] {
  const after = new Map(tasks.map((task) => [task.name, task.after]));
  const circle = findCircle(after.keys(), (name) => after.get(name) ?? []);
  if (!circle) return [];
  const index = tasks.findIndex(({ name }) => name === circle[0]);
  const message = `tasks come after one another: ${circle.join(' -> ')}`;
  return [{ pointer: pointerTo(index), message, rule: 'cyclicTasks' }];
}
