import { randomUUID } from 'node:crypto';
import type { Delivery } from '../../src/messaging/broker.js';
import type { Adapter } from '../adapter.js';
import { simulatedSystem } from '../simulators.js';
import type { Agenda } from './agenda.js';
import type { Behaviour } from './behaviour.js';
import { readCommand, type Command } from './command.js';
import { finish, receive, type Step } from './engine.js';
import { throughLine } from './line.js';
import type { SimulatorMemory } from './memory.js';
import type { Random } from './random.js';
import type { Send } from './sender.js';
import type { Saying, WorkOrderRecord } from './work-order-record.js';

/** What the desk of a simulated system works with. */
export interface DeskOptions {
  readonly adapter: Pick<Adapter, 'name' | 'subject'>;
  readonly behaviour: Behaviour;
  readonly memory: SimulatorMemory;
  readonly random: Random;
  readonly now: () => Date;
  /** Ids of the messages that it sends; UUIDs when left out. */
  readonly newId?: () => string;
}

/** Takes a batch in: remembers, answers, settles; puts what takes time on the agenda. */
export async function handleBatch(
  options: DeskOptions,
  send: Send,
  agenda: Agenda,
  batch: readonly Delivery[],
): Promise<void> {
  const now = options.now();
  const taken: Delivery[] = [];
  const steps: Step[] = [];
  for (const delivery of batch) {
    const command = readCommand(options.adapter, delivery);
    if ('faults' in command) {
      delivery.park(command.faults.join('; '));
      continue;
    }
    taken.push(delivery);
    steps.push(obey(options, command, now));
  }
  try {
    await speak(
      options,
      send,
      steps.flatMap(({ says }) => says),
    );
  } finally {
    // Also when it could not be said: the work was taken, and its message will only come again.
    for (const { record } of steps) if (record) schedule(agenda, record, now);
  }
  for (const delivery of taken) delivery.ack();
}

function obey(options: DeskOptions, command: Command, now: Date): Step {
  const { memory, behaviour, random, adapter } = options;
  const system = simulatedSystem(adapter.name);
  const known = memory.get(command.workOrderId);
  const step = receive(command, known, { behaviour, system, random, now });
  if (step.record) memory.set(step.record);
  return step;
}

/** Ends work that has come due, and says what is still owed from before. May be repeated. */
export async function finishAll(
  options: DeskOptions,
  send: Send,
  workOrderIds: readonly string[],
): Promise<void> {
  const { memory } = options;
  const says: Saying[] = [];
  for (const id of workOrderIds) {
    const step = finish(memory.get(id), options.now());
    if (step.record) memory.set(step.record);
    for (const report of memory.get(id)?.owed ?? []) says.push({ kind: 'changed', report });
  }
  await speak(options, send, says);
  for (const id of workOrderIds) {
    const { owed, ...told } = memory.get(id) ?? {};
    if (owed) memory.set(told as WorkOrderRecord);
  }
}

/** Remembers first, then speaks: what was said must not be forgotten. */
async function speak(
  { memory, behaviour, random, newId = randomUUID }: DeskOptions,
  send: Send,
  says: readonly Saying[],
): Promise<void> {
  await memory.saved();
  await send(throughLine(says, behaviour, random, newId));
}

/** Puts on the agenda what this work order still has before it. */
export function schedule(agenda: Agenda, record: WorkOrderRecord, now: Date): void {
  const { workOrderId, underWay, owed } = record;
  if (underWay) agenda.add({ workOrderId, dueAtMs: underWay.dueAtMs });
  else if (owed) agenda.add({ workOrderId, dueAtMs: now.getTime() });
}
