import { ADAPTERS } from '../../../adapters/index.js';
import type { InboxMessage } from '../../messaging/inbox-message.js';
import type { Incoming } from './status.js';

/**
 * Reads the messages of a batch by their adapters; one that cannot be read is refused with all that
 * is wrong with it.
 */
export function readStatuses(messages: readonly InboxMessage[]): Incoming[] {
  return messages.flatMap((message) => {
    const adapter = ADAPTERS.find(({ name }) => name === message.key.split('.')[0]);
    if (!adapter) {
      message.refuse(`no adapter is named by the key ${message.key}`);
      return [];
    }
    const report = adapter.read(message.key, message.body);
    if (!('faults' in report))
      return [{ report, refuse: (reason: string) => message.refuse(reason) }];
    message.refuse(report.faults.join('; '));
    return [];
  });
}
