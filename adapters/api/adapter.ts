import { serviceOrderOf } from '../../mappings/api/service-order.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Adapter, TaskBrief } from '../adapter.js';
import { workOrderAdapter } from '../work-order-message.js';

const shared = workOrderAdapter({
  name: 'api',
  title: 'Service ordering over HTTP',
  silentAfterMs: 10 * 60_000,
  payload: (task) => ({ ...callOf(task), serviceOrder: serviceOrderOf(task) }),
});

/**
 * Tasks that are done by an HTTP call: a TMF641 v4 service order to an address of the flow's. What
 * consumes these messages is Turnup's own bridge (bridge.ts). It has no memory, so that cancel and
 * ask say the address again.
 */
export const api: Adapter = {
  ...shared,
  cancel: (task) => ({ ...shared.cancel(task), ...callOf(task) }),
  ask: (task) => ({ ...shared.ask(task), ...callOf(task) }),
};

const callOf = ({ call }: TaskBrief): JsonObject => (call ? { call: { ...call } } : {});
