import type { Delivery } from '../../src/messaging/broker.js';

/** A delivery by hand, and what became of it. */
export interface HandedDelivery {
  readonly delivery: Delivery;
  /** `ack`, `retry 1000 why`, `park why`; undefined while it is open. */
  settled(): string | undefined;
}

export interface GivenDelivery {
  readonly messageId: string;
  readonly body?: string;
  readonly key?: string;
  readonly headers?: Record<string, string>;
  readonly redelivered?: boolean;
}

/** Settled at most once, as the contract says. `onSettled` is called with it. */
export function deliveryOf(
  given: GivenDelivery,
  onSettled?: (how: string) => void,
): HandedDelivery {
  let settled: string | undefined;
  const settle = (how: string) => {
    if (settled !== undefined) return;
    settled = how;
    onSettled?.(how);
  };
  return {
    settled: () => settled,
    delivery: {
      messageId: given.messageId,
      key: given.key ?? 'fsm.workOrder.changed',
      headers: given.headers ?? {},
      body: Buffer.from(given.body ?? '{}'),
      redelivered: given.redelivered ?? false,
      ack: () => settle('ack'),
      retry: (delayMs, reason) => settle(`retry ${delayMs} ${reason}`),
      park: (reason) => settle(`park ${reason}`),
    },
  };
}
