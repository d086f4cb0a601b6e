import { setTimeout as pause } from 'node:timers/promises';
import { CallFailed } from './client.js';
import type { Client } from './client.js';
import { hasEnded, standingOf } from './journey.js';
import type { Graph, GraphNode, Journey, View } from './journey.js';
import { PATHS } from './paths.js';
import type { Screen } from './screen.js';

export interface WatchOptions {
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Ends the watching: the time is up, or somebody interrupts. */
  readonly signal: AbortSignal;
}

/**
 * Looks at the journey until its order has ended or the signal says stop, shows each look, and does
 * what people would: completes manual tasks, and retries each fallout once. Answers the last look,
 * or undefined when there was none. A gateway that does not answer for a while (CallFailed with
 * `mayPass`) is asked again.
 */
export async function watch(
  client: Client,
  journeyId: string,
  screen: Screen,
  { everyMs, signal }: WatchOptions,
): Promise<View | undefined> {
  const done = new Set<string>();
  let view: View | undefined;
  while (!signal.aborted) {
    view = (await patiently(() => look(client, journeyId))) ?? view;
    if (view) {
      screen.show(view);
      if (hasEnded(view.journey)) return view;
      const now = view;
      await patiently(() => act(client, now, screen, done));
    }
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
  return view;
}

/** One look: the journey and its graph. */
export async function look(client: Client, journeyId: string): Promise<View> {
  const [journey, graph] = await Promise.all([
    client.get<Journey>(`/journeys/${journeyId}`),
    client.get<Graph>(`/journeys/${journeyId}/graph`),
  ]);
  return { journey, graph };
}

/** Manual tasks that somebody must do now: begun, and not over. */
export const tasksForPeople = (graph: Graph): GraphNode[] =>
  graph.nodes.filter(
    (node) =>
      node.kind === 'task' && node.taskKind === 'manual' && standingOf(node.state) === 'running',
  );

async function act(client: Client, { journey, graph }: View, screen: Screen, done: Set<string>) {
  for (const task of tasksForPeople(graph)) {
    if (done.has(task.id)) continue;
    const path = task.href ?? `${PATHS.processFlow}/processFlow/${task.parent}/taskFlow/${task.id}`;
    await client.patch(path, { state: 'completed' });
    done.add(task.id);
    screen.note(`The demo did the manual task «${task.name}»: PATCH ${path} {"state":"completed"}`);
  }
  for (const fallout of journey.fallouts) {
    if (done.has(fallout.id) || fallout.state !== 'open') continue;
    const path = `/fallouts/${fallout.id}/retry`;
    await client.post(path, { actor: 'demo', reason: 'Tried again by the demo' });
    done.add(fallout.id);
    screen.note(`The demo tries again after «${fallout.message}»: POST ${path}`);
  }
}

async function patiently<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof CallFailed && error.mayPass) return undefined;
    throw error;
  }
}
