import type { Command } from './command.js';
import { happens } from './random.js';
import { scriptFor, type Script, type World } from './script.js';
import { actsOf, type Report, type Saying, type WorkOrderRecord } from './work-order-record.js';

/** What a message or the end of some work does: the record that it leaves, and what is said. */
export interface Step {
  /** Left out: nothing is to be remembered. */
  readonly record?: WorkOrderRecord;
  readonly says: readonly Saying[];
}

/**
 * A downstream system as a state machine: a message meets what is remembered of its work order.
 * The same id and revision twice is answered again and worked on once; a lower revision is late and
 * changes nothing.
 */
export function receive(command: Command, known: WorkOrderRecord | undefined, world: World): Step {
  switch (command.verb) {
    case 'create':
      return take(command, known, world);
    case 'cancel':
      return callOff(command, known);
    case 'ask':
      return answer(command, known);
  }
}

/** The end of work that took time. Nothing happens when it was called off or replaced meanwhile. */
export function finish(known: WorkOrderRecord | undefined, now: Date): Step {
  if (!known?.underWay || known.underWay.dueAtMs > now.getTime()) return { says: [] };
  const { underWay, ...rest } = known;
  const record = { ...rest, ...worked(known), truth: underWay.truth, owed: underWay.says };
  return { record, says: changes(underWay.says) };
}

function take(command: Command, known: WorkOrderRecord | undefined, world: World): Step {
  const { revision } = command;
  if (known && revision <= known.revision) return comeAgain(revision, known);
  const script = scriptFor(command, known === undefined, world);
  const reversed = world.behaviour.reorder && happens(world.random, 0.5);
  const fresh = { ...identity(command, known), truth: script.truth };
  const { slowMs } = world.behaviour;
  return slowMs > 0 && script.works && !script.stops
    ? later(fresh, script, reversed, world.now.getTime() + slowMs)
    : atOnce(fresh, script, reversed);
}

/** A work order that came before: the same revision is answered again, an earlier one is late. */
const comeAgain = (revision: number, known: WorkOrderRecord): Step => ({
  says: revision === known.revision ? changes([known.truth]) : [],
});

function later(fresh: WorkOrderRecord, script: Script, reversed: boolean, dueAtMs: number): Step {
  const [first, ...rest] = script.says;
  if (!first) return atOnce(fresh, script, reversed);
  // What is said out of order is said together, at the end.
  const says = reversed ? script.says.toReversed() : rest;
  return {
    record: { ...fresh, truth: first, underWay: { dueAtMs, says, truth: script.truth } },
    says: reversed ? [] : changes([first]),
  };
}

function atOnce(fresh: WorkOrderRecord, script: Script, reversed: boolean): Step {
  const done = script.works ? { ...fresh, ...worked(fresh) } : fresh;
  const says = changes(reversed ? script.says.toReversed() : script.says);
  if (!script.stops) return { record: done, says };
  const stopped = { asked: false, truth: script.truth };
  return {
    record: { ...done, truth: script.says[0] ?? script.truth, stopped },
    says,
  };
}

/** Cancelled unless it is completed: then the answer says so. */
function callOff(command: Command, known: WorkOrderRecord | undefined): Step {
  const { workOrderId, revision } = command;
  const isLate = known !== undefined && revision < known.revision;
  if (known && (isLate || isOver(known))) return { says: changes([known.truth]) };
  const sequence = known?.revision === revision ? known.truth.sequence + 1 : 1;
  const truth: Report = { workOrderId, revision, sequence, state: 'cancelled' };
  return { record: { ...identity(command, known), truth }, says: changes([truth]) };
}

function answer(command: Command, known: WorkOrderRecord | undefined): Step {
  const { workOrderId, revision } = command;
  if (!known) {
    return { says: snapshot({ workOrderId, revision, sequence: 0, state: 'unknown' }) };
  }
  const { stopped, ...rest } = known;
  if (!stopped) return { says: snapshot(known.truth) };
  if (stopped.asked) {
    return { record: { ...rest, truth: stopped.truth }, says: snapshot(stopped.truth) };
  }
  return {
    record: { ...known, stopped: { ...stopped, asked: true } },
    says: snapshot(known.truth),
  };
}

/** What a record keeps, whatever becomes of the work. */
const identity = (
  { workOrderId, revision, traceparent }: Command,
  known: WorkOrderRecord | undefined,
) => ({
  workOrderId,
  revision,
  acts: known?.acts ?? {},
  ...(traceparent !== undefined && { traceparent }),
});

const isOver = ({ truth }: WorkOrderRecord): boolean =>
  truth.state === 'completed' || truth.state === 'cancelled';

const worked = (record: WorkOrderRecord) => ({
  acts: { ...record.acts, [record.revision]: actsOf(record, record.revision) + 1 },
});

const changes = (reports: readonly Report[]): Saying[] =>
  reports.map((report) => ({ kind: 'changed', report }));

const snapshot = (report: Report): Saying[] => [{ kind: 'snapshot', report }];
