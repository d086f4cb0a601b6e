import type { Queue, Topology } from '../topology.js';

/** Where messages of `queue` wait for `delayMs` before they come back to it. */
export const retryQueue = (queue: string, delayMs: number): string => `${queue}.retry.${delayMs}`;

/** Everything that one queue of the topology consists of at the broker. */
export function queueNames(queue: Queue, topology: Topology): string[] {
  return [
    queue.parkedIn,
    queue.name,
    ...topology.retryDelaysMs.map((delayMs) => retryQueue(queue.name, delayMs)),
  ];
}
