import type { StoredDocument } from '../../documents/document.js';
import type { Unit } from '../../documents/unit.js';
import type { ClaimedJob } from '../../messaging/jobs.js';
import { openFallout } from './fallouts.js';

/**
 * A job that failed to the limit becomes a fallout of the order that it is about: its owner sees
 * it, and a retry asks for the same job again.
 */
export async function openForParkedJob(
  unit: Unit,
  job: ClaimedJob,
  error: string,
): Promise<StoredDocument> {
  const kind = typeof job.data['kind'] === 'string' ? job.data['kind'] : 'productOrder';
  const order = await unit.get(kind, job.journey ?? job.subject);
  return openFallout(unit, {
    cause: 'internalFailure',
    message: `${job.name} failed again and again: ${error}`,
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
