import type { Topology } from '../../src/messaging/topology.js';

/** Where a system finds its work and leaves its statuses. */
export interface Addresses {
  /** The queue of its work orders. */
  readonly queue: string;
  /** The exchange that statuses go to. */
  readonly exchange: string;
}

/**
 * The addresses of the system of this name, read from the topology. Throws where it has no queue.
 */
export function addressesOf(topology: Topology, system: string): Addresses {
  const queue = topology.queues.find(({ binding }) => binding === `${system}.#`);
  const statuses = topology.queues.find(({ binding }) => binding === '#');
  if (!queue || !statuses) throw new Error(`The topology has no queue for ${system}`);
  return { queue: queue.name, exchange: statuses.exchange };
}
