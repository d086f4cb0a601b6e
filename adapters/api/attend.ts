import type { Broker, Delivery } from '../../src/messaging/broker.js';
import { senderTo } from '../simulation/sender.js';
import { api } from './adapter.js';
import { afterAsk, ask } from './ask.js';
import { afterCancel, cancel } from './cancel.js';
import { afterCreate, create } from './create.js';
import type { Desk } from './desk.js';
import type { Errand } from './errand.js';
import type { Outcome } from './outcome.js';
import { afterPoll, poll } from './poll.js';
import { isTrouble, type Trouble } from './trouble.js';
import { watchMessage } from './watch-message.js';

/** Where errands are attended to. */
export interface Office {
  readonly desk: Desk;
  readonly broker: Pick<Broker, 'publish'>;
  /** The exchange of statuses. */
  readonly statuses: string;
  /** The exchange of work orders. */
  readonly workOrders: string;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
  readonly now: () => Date;
}

/** After a fault that is not the far end's, in milliseconds. */
const AGAIN_AFTER_MS = 10_000;

interface Handler {
  readonly run: (desk: Desk, errand: Errand) => Promise<Outcome>;
  readonly afterTrouble: (errand: Errand, trouble: Trouble) => Outcome;
}

const HANDLERS: Readonly<Record<Errand['verb'], Handler>> = {
  create: { run: create, afterTrouble: afterCreate },
  cancel: { run: cancel, afterTrouble: afterCancel },
  ask: { run: ask, afterTrouble: afterAsk },
  poll: { run: poll, afterTrouble: afterPoll },
};

/**
 * Does one errand: what comes of it is said first, and its message is settled when the broker has
 * confirmed that. Never rejects: whatever goes wrong here, the message comes again.
 */
export async function attend(office: Office, errand: Errand, delivery: Delivery): Promise<void> {
  const { verb, workOrderId, revision } = errand;
  try {
    const outcome = await outcomeOf(office.desk, errand);
    if (outcome.warning !== undefined) {
      office.log.warn({ verb, workOrderId, revision }, outcome.warning);
    }
    await tell(office, errand, outcome);
    settle(delivery, outcome);
  } catch (err) {
    office.log.warn({ err, verb, workOrderId, revision }, 'The bridge could not do an errand');
    delivery.retry(AGAIN_AFTER_MS, err instanceof Error ? err.message : String(err));
  }
}

async function outcomeOf(desk: Desk, errand: Errand): Promise<Outcome> {
  const { run, afterTrouble } = HANDLERS[errand.verb];
  try {
    return await run(desk, errand);
  } catch (error) {
    if (isTrouble(error)) return afterTrouble(errand, error);
    throw error;
  }
}

async function tell(office: Office, errand: Errand, { says, watch }: Outcome): Promise<void> {
  const { broker, statuses, workOrders, now } = office;
  const traceOf = () => errand.traceparent;
  const send = senderTo({ broker, exchange: statuses, adapter: api, now, traceOf });
  if (says) await send([says]);
  if (!watch) return;
  const [published] = await broker.publish([watchMessage(errand, watch, workOrders, now())]);
  if (published?.outcome !== 'confirmed') throw new Error(`${workOrders} did not take a message`);
}

function settle(delivery: Delivery, { settle: settled }: Outcome): void {
  switch (settled.how) {
    case 'ack':
      return delivery.ack();
    case 'retry':
      return delivery.retry(settled.delayMs, settled.reason);
    case 'park':
      return delivery.park(settled.reason);
    default:
      return settled satisfies never;
  }
}
