import { partiesOf } from '../messages/references.js';
import type { Work } from '../messages/work.js';
import { workOrderOf, type WorkOrder } from '../messages/work-order.js';

/**
 * Work at a site as a TMF697 v4 work order for field service. Where the order names a contact, it
 * stands in `notificationContact` too: a technician's visit is announced to somebody.
 */
export function fieldWorkOrder(work: Work): WorkOrder {
  const contact = partiesOf(work.relatedParty).find((party) => /contact/i.test(party.role ?? ''));
  return {
    ...workOrderOf(work, 'fieldService'),
    ...(contact && { notificationContact: contact.name ?? contact.id }),
  };
}
