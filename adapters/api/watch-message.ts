import type { Publication } from '../../src/messaging/broker.js';
import { POLL_KEY, type Errand, type Watch } from './errand.js';
import { idFrom } from './outcome.js';

/** The bridge's message to itself: to look at the order of this errand again. */
export function watchMessage(
  errand: Errand,
  watch: Watch,
  exchange: string,
  now: Date,
): Publication {
  const { workOrderId, revision, call, traceparent } = errand;
  const messageId = idFrom('poll', errand.messageId, String(watch.missing));
  return {
    messageId,
    exchange,
    key: POLL_KEY,
    headers: {
      'cloudEvents:specversion': '1.0',
      'cloudEvents:id': messageId,
      'cloudEvents:type': `turnup.${POLL_KEY}`,
      'cloudEvents:source': '/turnup',
      'cloudEvents:subject': workOrderId,
      'cloudEvents:time': now.toISOString(),
      ...(traceparent !== undefined && { traceparent }),
    },
    body: { workOrderId, revision, ...(call && { call: { ...call } }), watch: { ...watch } },
  };
}
