import type { Behaviour } from './behaviour.js';
import { happens, type Random } from './random.js';
import type { Saying } from './work-order-record.js';

/** A saying on its way. */
export interface Sent extends Saying {
  readonly messageId: string;
}

/**
 * The unreliable line between what a system says and what it sends: some of it is lost, some goes
 * twice, with the same message id or with a new one.
 */
export function throughLine(
  says: readonly Saying[],
  behaviour: Behaviour,
  random: Random,
  newId: () => string,
): Sent[] {
  return says.flatMap((saying) => {
    if (saying.kind === 'changed' && happens(random, behaviour.vanish)) return [];
    const sent = { ...saying, messageId: newId() };
    if (!happens(random, behaviour.duplicate)) return [sent];
    return [sent, happens(random, 0.5) ? sent : { ...sent, messageId: newId() }];
  });
}
