import type { Adapter, TaskBrief } from '../../../adapters/adapter.js';
import { workOrderKey, type WorkOrderVerb } from '../../../adapters/keys.js';
import type { OutgoingMessage } from '../../documents/unit.js';

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
    routingKey: workOrderKey(adapter, verb),
    headers: {},
    body: adapter[verb](brief),
    subject: brief.workOrderId,
    journey: brief.journey,
  };
}
