import type { Broker, Publication } from '../../src/messaging/broker.js';
import type { JsonObject } from '../../openapi/json.js';
import type { Adapter } from '../adapter.js';
import { statusKey } from '../keys.js';
import type { Sent } from './line.js';

/**
 * Sends what a system says; resolves when the broker has confirmed all of it, rejects otherwise.
 */
export type Send = (sent: readonly Sent[]) => Promise<void>;

/** What a sender must know beside the statuses. */
export interface SenderOptions {
  readonly broker: Pick<Broker, 'publish'>;
  /** The exchange of statuses. */
  readonly exchange: string;
  readonly adapter: Pick<Adapter, 'name' | 'subject'>;
  readonly now: () => Date;
  /** The trace (W3C traceparent) that a work order belongs to, so that it goes on in the answer. */
  readonly traceOf: (workOrderId: string) => string | undefined;
}

/** A sender of statuses. One that the broker does not keep is as good as not sent. */
export function senderTo(options: SenderOptions): Send {
  return async (sent) => {
    if (sent.length === 0) return;
    const published = await options.broker.publish(sent.map((one) => publicationOf(one, options)));
    const lost = published.filter(({ outcome }) => outcome !== 'confirmed').length;
    if (lost > 0) throw new Error(`${lost} statuses were not taken by ${options.exchange}`);
  };
}

function publicationOf({ kind, report, messageId }: Sent, options: SenderOptions): Publication {
  const { adapter, exchange, now, traceOf } = options;
  const key = statusKey(adapter, kind);
  const traceparent = traceOf(report.workOrderId);
  return {
    messageId,
    exchange,
    key,
    // CloudEvents 1.0 in binary mode: attributes as headers, named as its AMQP binding names them.
    headers: {
      'cloudEvents:specversion': '1.0',
      'cloudEvents:id': messageId,
      'cloudEvents:type': `turnup.${key}`,
      'cloudEvents:source': `/downstream/${adapter.name}`,
      'cloudEvents:subject': report.workOrderId,
      'cloudEvents:time': now().toISOString(),
      ...(traceparent !== undefined && { traceparent }),
    },
    body: { ...report } as unknown as JsonObject,
  };
}
