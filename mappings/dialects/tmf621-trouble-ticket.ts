import { attachment } from './classes/attachment.js';
import { externalId } from './classes/external-identifier.js';
import { note } from './classes/note.js';
import { relatedParty } from './classes/party.js';
import { ref, relationshipRef } from './classes/references.js';
import { relatedEntity } from './classes/related.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { each } from './lens/each.js';
import { as, object } from './lens/object.js';

const statusChange = object('StatusChange', {
  changeDate: as('statusChangeDate'),
  changeReason: as('statusChangeReason'),
});

const troubleTicket = object('TroubleTicket', {
  attachment: each(attachment),
  channel: ref('ChannelRef'),
  externalId: as('externalIdentifier', externalId),
  note: each(note),
  relatedEntity: each(relatedEntity),
  relatedParty: each(relatedParty),
  statusChange: as('statusChangeHistory', each(statusChange)),
  troubleTicketRelationship: each(relationshipRef('TroubleTicketRelationship')),
});

/** Trouble tickets as v4.0 has them. */
export const tmf621: Dialect = v4Dialect('tmf621-trouble-ticket', { troubleTicket });
