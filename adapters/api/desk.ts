import type { OrderServer } from './order-server.js';
import { Refused } from './trouble.js';
import type { Errand } from './errand.js';

/** What errands are done with. */
export interface Desk {
  readonly server: OrderServer;
  /** Between two looks at an order, in milliseconds. */
  readonly pollEveryMs: number;
  /** How the gateway is reached from outside; '' where it is not. */
  readonly publicUrl: string;
  /** Deliveries of one message at most. */
  readonly deliveryLimit: number;
}

/** The address that the task's orders go to. */
export function addressIn({ call }: Errand): string {
  if (call) return call.url;
  throw new Refused('The task names no address to call');
}

/** True when the message may not be handed out again after this time: its last but one. */
export const isLastTime = ({ attempts }: Errand, { deliveryLimit }: Desk): boolean =>
  attempts >= deliveryLimit - 1;
