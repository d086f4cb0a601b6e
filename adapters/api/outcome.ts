import { v5 } from 'uuid';
import type { Answer } from '../../mappings/api/answer.js';
import { KEPT, keptText } from '../../mappings/api/kept.js';
import { isFinal, sequenceOf } from '../../mappings/api/states.js';
import type { Sent } from '../simulation/line.js';
import type { Errand, Watch } from './errand.js';
import type { Trouble, Verdict } from './trouble.js';

/** What comes of an errand: what is said, first, and then how its message is settled. */
export interface Outcome {
  readonly says?: Sent;
  /** The order is to be looked at again, by a message of its own. */
  readonly watch?: Watch;
  readonly settle:
    | { readonly how: 'ack' }
    | { readonly how: 'retry'; readonly delayMs: number; readonly reason: string }
    | { readonly how: 'park'; readonly reason: string };
  /** For the log: what an operator should know and no status says. */
  readonly warning?: string;
}

type Named = Pick<Errand, 'workOrderId' | 'revision' | 'messageId'>;

/** Done, with what is to be said of it. */
export const finished = (says?: Sent): Outcome => ({
  ...(says && { says }),
  settle: { how: 'ack' },
});

/** To be done again after `delayMs`, with what is to be said meanwhile. */
export const again = (delayMs: number, reason: string, says?: Sent): Outcome => ({
  ...(says && { says }),
  settle: { how: 'retry', delayMs, reason },
});

/** Put aside for an operator. */
export const parked = (reason: string): Outcome => ({ settle: { how: 'park', reason } });

/**
 * How the work order stands. The message's id follows from work order, revision and sequence, so
 * that whoever repeats it says nothing new.
 */
export function changed(named: Named, answer: Answer): Sent {
  const { workOrderId, revision } = named;
  const sequence = sequenceOf(answer.state);
  return {
    kind: 'changed',
    messageId: idFrom('changed', workOrderId, revision, sequence),
    report: { workOrderId, revision, sequence, ...answer },
  };
}

/** The answer to a question, or to a wish that cannot be granted: one for each that asks. */
export function snapshot(named: Named, answer: Answer | 'unknown'): Sent {
  const { workOrderId, revision, messageId } = named;
  const report =
    answer === 'unknown'
      ? { sequence: 0, state: 'unknown' as const }
      : { sequence: sequenceOf(answer.state), ...answer };
  return {
    kind: 'snapshot',
    messageId: idFrom('snapshot', workOrderId, revision, messageId),
    report: { workOrderId, revision, ...report },
  };
}

/** The failure that trouble has led to. */
export const failed = (named: Named, trouble: Trouble, verdict: Verdict = trouble.verdict): Sent =>
  changed(named, {
    state: 'failed',
    note: keptText(trouble.message, KEPT.noteLength),
    cause: { code: verdict.code, retryable: verdict.retryable },
  });

/** The same answer with other words for people. */
export const noted = (answer: Answer, note: string): Answer => ({
  ...answer,
  note: keptText(note, KEPT.noteLength),
});

/** True when nothing more is expected after this answer. */
export const isOver = ({ state }: Answer): boolean => isFinal(state);

/** The namespace of the bridge's message ids (RFC 9562, version 5). */
const NAMESPACE = '6d0a3c3e-5f0b-4a53-9c39-0b8b5a0e7f41';

/** The same id for the same parts, in every process. */
export const idFrom = (...parts: readonly (string | number)[]): string =>
  v5(JSON.stringify(parts), NAMESPACE);
