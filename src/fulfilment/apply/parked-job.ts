import type { JsonObject } from '../../../openapi/json.js';
import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import { mayTransition, transition } from '../../journey/transition.js';
import type { ClaimedJob } from '../../messaging/jobs.js';
import { closeFallout, openFallout } from './fallouts.js';

/** In the data of a job that a person retried: the fallout that it may close. */
const CLOSES = 'fallout';

/**
 * A job that failed to the limit becomes a fallout of the order that it is about: its owner sees
 * it, and a retry asks for the same job again. One that was retried in vain is open again.
 */
export async function openForParkedJob(
  unit: Unit,
  job: ClaimedJob,
  error: string,
): Promise<StoredDocument> {
  const message = `${job.name} failed again and again: ${error}`;
  const [known] = await recordsOf(unit, [job]);
  if (known && mayTransition(known, 'fail')) {
    const attempt = { at: unit.now.toISOString(), outcome: 'internalFailure', note: message };
    const attempts = [...((known.body['attempts'] ?? []) as JsonObject[]), attempt];
    return transition(unit, known, 'fail', { attributes: { message, attempts } });
  }
  const kind = typeof job.data['kind'] === 'string' ? job.data['kind'] : 'productOrder';
  const order = await unit.get(kind, job.journey ?? job.subject);
  return openFallout(unit, {
    cause: 'internalFailure',
    message,
    journey: job.journey,
    parent: job.subject,
    order: {
      kind,
      id: order?.id ?? job.subject,
      href: String(order?.body['href'] ?? ''),
      itemId: '',
    },
    job: { name: job.name, subject: job.subject },
  });
}

/** What a retry of this record asks for, beside the name and the subject. */
export const dataOfRetry = (record: StoredDocument): JsonObject => {
  const { kind } = record.inner['root'] as { kind: string };
  return record.body['cause'] === 'internalFailure' ? { kind, [CLOSES]: record.id } : { kind };
};

/** Closes the records of jobs that were retried and are done now. */
export async function closeForDoneJobs(unit: Unit, jobs: readonly ClaimedJob[]): Promise<void> {
  for (const record of await recordsOf(unit, jobs)) {
    if (record.state === 'retrying') closeFallout(unit, record, 'it was done after all');
  }
}

function recordsOf(unit: Unit, jobs: readonly ClaimedJob[]): Promise<StoredDocument[]> {
  const ids = jobs.flatMap(({ data }) => (typeof data[CLOSES] === 'string' ? data[CLOSES] : []));
  return unit.getMany('fallout', ids);
}
