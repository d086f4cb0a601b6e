import type { Adapter, TaskBrief } from '../../../adapters/adapter.js';
import type { OutgoingMessage } from '../../documents/unit.js';

/**
 * What is asked of a downstream system: to do the work, to call it off, or to say how it stands.
 */
export type WorkOrderVerb = 'create' | 'cancel' | 'ask';

/**
 * The message that carries one work order's verb to its system. CloudEvents headers are added where
 * it leaves.
 */
export function workOrderMessage(
  adapter: Adapter,
  verb: WorkOrderVerb,
  brief: TaskBrief,
): OutgoingMessage {
  return {
    routingKey: `${adapter.name}.${adapter.subject}.${verb}`,
    headers: {},
    body: adapter[verb](brief),
    subject: brief.workOrderId,
    journey: brief.journey,
  };
}
