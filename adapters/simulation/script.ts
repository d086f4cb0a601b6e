import type { Behaviour } from './behaviour.js';
import type { Command } from './command.js';
import { happens, type Random } from './random.js';
import type { SimulatedSystem } from './system.js';
import type { Report } from './work-order-record.js';

/** What decides what becomes of a work order. */
export interface World {
  readonly behaviour: Behaviour;
  readonly system: SimulatedSystem;
  readonly random: Random;
  readonly now: Date;
}

/** What will become of a work order, from the moment it is taken. */
export interface Script {
  /** All that will be said, in order. */
  readonly says: readonly Report[];
  /** How it will really stand. */
  readonly truth: Report;
  /** False where the system will not have it: no work is done. */
  readonly works: boolean;
  /** Says only the first; the truth comes out when it is asked twice. */
  readonly stops: boolean;
}

/**
 * Draws what becomes of this revision. `isFirst`: the system has not seen the work order before.
 */
export function scriptFor(command: Command, isFirst: boolean, world: World): Script {
  const { behaviour, random } = world;
  const on = onWorkOrder(command);
  if (happens(random, behaviour.refuse)) return refusal(on, random);
  if (isFirst && behaviour.failOnce.includes(command.task)) return failure(on, world);
  const completed = on('completed', 2, outcomeOf(command, world));
  if (happens(random, behaviour.half)) return halfSaid(on, completed);
  if (happens(random, behaviour.contradict)) return contradiction(on, completed, world);
  return played([on(world.system.first, 1), completed], completed);
}

type On = (state: Report['state'], sequence: number, more?: Partial<Report>) => Report;

const onWorkOrder =
  ({ workOrderId, revision }: Command): On =>
  (state, sequence, more) => ({ workOrderId, revision, sequence, state, ...more });

const outcomeOf = (command: Command, { system, now }: World) =>
  system.outcome(command.workOrderId, command.body, now);

function refusal(on: On, random: Random): Script {
  const truth = on(random() < 0.5 ? 'failed' : 'rejected', 1, {
    note: 'Refused by the system',
    cause: { code: 'refused', retryable: true },
  });
  return { says: [truth], truth, works: false, stops: false };
}

function failure(on: On, { system }: World): Script {
  const truth = on('failed', 2, {
    note: 'The work could not be done',
    cause: { code: 'failedOnce', retryable: false },
  });
  return played([on(system.first, 1), truth], truth);
}

/** The contradiction has the higher sequence; the truth, when asked, is that the work is done. */
function contradiction(on: On, completed: Report, { system }: World): Script {
  const failed = on('failed', 3, {
    note: 'Reported as failed after it was completed',
    cause: { code: 'contradiction', retryable: false },
  });
  return played([on(system.first, 1), completed, failed], { ...completed, sequence: 3 });
}

const halfSaid = (on: On, completed: Report): Script => ({
  says: [on('inProgress', 1)],
  truth: completed,
  works: true,
  stops: true,
});

const played = (says: readonly Report[], truth: Report): Script => ({
  says,
  truth,
  works: true,
  stops: false,
});
