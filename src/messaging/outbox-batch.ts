import type { JsonObject } from '../../openapi/json.js';
import type { Database } from '../db/database.js';
import { backoffMs } from './backoff.js';
import { cloudEventHeaders } from './cloudevents.js';
import type { Broker, Publication, Published } from './broker.js';
import type { Log } from './log.js';
import { noteOutcome, unsent } from './outbox-rows.js';
import type { OutboxFailure, OutboxRow } from './outbox-rows.js';
import { BrokerUnavailable } from './unavailable.js';
import { wavesOf } from './waves.js';

/** From where to where, and how much. */
export interface OutboxBatchOptions {
  readonly database: Database;
  readonly broker: Broker;
  readonly exchange: string;
  readonly log: Log;
  readonly now: () => Date;
  /** Messages at most. */
  readonly batch: number;
}

/** What became of one batch. */
export interface OutboxBatch {
  readonly sent: number;
  /** Sent, or noted as failed. */
  readonly noted: number;
  /** Set when the broker went away before all of it was published. */
  readonly away?: BrokerUnavailable;
}

const TRY_AGAIN = { baseMs: 1_000, maxMs: 300_000 };

/**
 * Publishes the oldest messages of the outbox, and notes what is known of each in one transaction.
 * Of one subject nothing is published before all that is older is confirmed.
 */
export async function relayBatch(options: OutboxBatchOptions): Promise<OutboxBatch> {
  const { database, now, batch } = options;
  const rows = await unsent(database, now().toISOString(), batch);
  const { outcomes, away } = await publishInOrder(options, rows);
  const isSent = ({ outcome }: Outcome) => outcome === 'confirmed';
  const sent = outcomes.filter(isSent).map(({ row }) => row.messageId);
  const lost = outcomes.filter((one) => !isSent(one));
  if (lost[0]) report(lost.length, lost[0], options.log);
  const failed = lost.map((one) => failureOf(one, now()));
  if (outcomes.length > 0) await noteOutcome(database, now().toISOString(), sent, failed);
  return { sent: sent.length, noted: outcomes.length, ...(away && { away }) };
}

interface Outcome {
  readonly row: OutboxRow;
  readonly outcome: Published['outcome'];
}

async function publishInOrder(
  { broker, exchange }: OutboxBatchOptions,
  rows: readonly OutboxRow[],
): Promise<{ outcomes: Outcome[]; away?: BrokerUnavailable }> {
  const outcomes: Outcome[] = [];
  const heldUp = new Set<string>();
  for (const wave of wavesOf(rows, ({ subject }) => subject)) {
    const free = wave.filter(({ subject }) => !heldUp.has(subject));
    try {
      const published = await broker.publish(free.map((row) => publicationOf(row, exchange)));
      for (const [i, row] of free.entries()) {
        const outcome = published[i]?.outcome ?? 'refused';
        outcomes.push({ row, outcome });
        if (outcome !== 'confirmed') heldUp.add(row.subject);
      }
    } catch (error) {
      if (error instanceof BrokerUnavailable) return { outcomes, away: error };
      throw error;
    }
  }
  return { outcomes };
}

function publicationOf(row: OutboxRow, exchange: string): Publication {
  return {
    messageId: row.messageId,
    exchange,
    key: row.routingKey,
    headers: {
      ...cloudEventHeaders({
        id: row.messageId,
        type: `turnup.${row.routingKey}`,
        source: '/turnup',
        time: new Date(row.createdAt),
        subject: row.subject,
      }),
      ...(JSON.parse(row.headers) as Record<string, string>),
    },
    body: JSON.parse(row.body) as JsonObject,
  };
}

const WHY: Record<Published['outcome'], string> = {
  confirmed: '',
  unroutable: 'no queue takes messages of this key',
  refused: 'the broker does not take this message',
};

function failureOf({ row, outcome }: Outcome, now: Date): OutboxFailure {
  const delayMs = backoffMs(row.attempts + 1, TRY_AGAIN, Math.random());
  return {
    messageId: row.messageId,
    lastError: WHY[outcome],
    dueAt: new Date(now.getTime() + delayMs).toISOString(),
  };
}

function report(messages: number, first: Outcome, log: Log): void {
  const { messageId, routingKey, subject, attempts } = first.row;
  log.error(
    { messages, first: { messageId, routingKey, subject, attempts: attempts + 1 } },
    `Messages stay in the outbox: ${WHY[first.outcome]}`,
  );
}
