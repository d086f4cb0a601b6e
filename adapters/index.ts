import type { Adapter } from './adapter.js';
import { api } from './api/adapter.js';
import { cmdb } from './cmdb/adapter.js';
import { fsm } from './fsm/adapter.js';
import { project } from './project/adapter.js';

/**
 * The downstream systems, all of them: queues, routing keys and task kinds are derived from this
 * list.
 */
export const ADAPTERS: readonly Adapter[] = [fsm, project, cmdb, api];

/**
 * Those whose far end is a foreign system on the bus, which a simulator can play. The far end of
 * `api` is Turnup's own bridge to HTTP (api/bridge.ts).
 */
export const SIMULATED: readonly Adapter[] = [fsm, project, cmdb];

/**
 * The adapter of this name. Throws where there is none: a task kind without one is a fault of the
 * list.
 */
export function adapterNamed(name: string): Adapter {
  const adapter = ADAPTERS.find((candidate) => candidate.name === name);
  if (adapter) return adapter;
  const known = ADAPTERS.map((candidate) => candidate.name).join(', ');
  throw new Error(`No adapter is called ${name}; there are ${known}`);
}
