import type { Wait } from './clock.js';

/** A work order that comes due. */
export interface Appointment {
  readonly workOrderId: string;
  readonly dueAtMs: number;
}

/** Handles together at most. */
const AT_ONCE = 200;
/** How long after a failed handling it is tried again. */
const AGAIN_AFTER_MS = 1_000;

/** What is to happen later, in the order in which it comes due; one timer for all of it. */
export interface Agenda {
  add(appointment: Appointment): void;
  /** Resolves when nothing is being handled any more; what is not due yet is left. */
  stop(): Promise<void>;
}

/**
 * Calls `handle` with the ids that have come due. Its rejection is not lost: the same ids come
 * again a second later, so it must be repeatable.
 */
export function startAgenda(
  now: () => Date,
  wait: Wait,
  handle: (workOrderIds: readonly string[]) => Promise<void>,
): Agenda {
  const due: Appointment[] = [];
  let stopped = false;
  let alarm = new AbortController();

  const rest = async (): Promise<void> => {
    alarm = new AbortController();
    const { signal } = alarm;
    const next = due[0];
    const left = next && Math.max(0, next.dueAtMs - now().getTime());
    // An alarm ends the wait by rejecting it: somebody has something earlier, or stops us.
    if (left === undefined) await once(signal);
    else if (left > 0) await wait(left, signal).catch(() => undefined);
  };
  const work = async (): Promise<void> => {
    const ids = dueNow(due, now());
    try {
      if (ids.length > 0) await handle(ids);
    } catch {
      const dueAtMs = now().getTime() + AGAIN_AFTER_MS;
      for (const workOrderId of ids) insert(due, { workOrderId, dueAtMs });
    }
  };
  const run = async (): Promise<void> => {
    while (!stopped) {
      await rest();
      if (!stopped) await work();
    }
  };
  const running = run();

  return {
    add: (appointment) => {
      insert(due, appointment);
      if (due[0] === appointment) alarm.abort();
    },
    stop: () => {
      stopped = true;
      alarm.abort();
      return running;
    },
  };
}

/** Takes what is due, so many at most, out of the list. */
function dueNow(due: Appointment[], now: Date): string[] {
  const later = due.findIndex(({ dueAtMs }) => dueAtMs > now.getTime());
  const count = Math.min(AT_ONCE, later < 0 ? due.length : later);
  return due.splice(0, count).map(({ workOrderId }) => workOrderId);
}

/**
 * Keeps the list in order. Nearly always at its end, since all work of one system takes as long.
 */
function insert(due: Appointment[], appointment: Appointment): void {
  let at = due.length;
  while (at > 0 && (due[at - 1]?.dueAtMs ?? 0) > appointment.dueAtMs) at -= 1;
  due.splice(at, 0, appointment);
}

const once = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
