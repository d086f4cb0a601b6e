import { readAnswer } from '../../mappings/api/answer.js';
import { externalIdOf } from '../../mappings/api/service-order.js';
import { TAKEN } from './create.js';
import { addressIn, type Desk } from './desk.js';
import type { Errand } from './errand.js';
import { again, finished, snapshot, type Outcome } from './outcome.js';
import { waitAfter, type Trouble } from './trouble.js';

/**
 * Says how the order really stands. Of a server that cannot be searched nothing is said: that it
 * has no such order would be a guess, and would have the order placed again.
 */
export async function ask({ server }: Desk, errand: Errand): Promise<Outcome> {
  const found = await server.find(addressIn(errand), externalIdOf(errand));
  if (found === 'nothing') return finished(snapshot(errand, 'unknown'));
  if (found === 'cannotSearch') {
    return { ...finished(), warning: 'The server does not list its orders by externalId' };
  }
  return finished(snapshot(errand, readAnswer(found.order) ?? TAKEN));
}

/** Tries again while that may help; then the question stays open, and the next run asks again. */
export function afterAsk(errand: Errand, trouble: Trouble): Outcome {
  const delayMs = waitAfter(errand.attempts, trouble);
  if (delayMs !== undefined) return again(delayMs, trouble.message);
  return { ...finished(), warning: trouble.message };
}
