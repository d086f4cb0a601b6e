import { note } from './classes/note.js';
import { relatedPartyOrRole } from './classes/party.js';
import { productRefOrValue } from './classes/product.js';
import { ref } from './classes/references.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { named } from './lens/class-name.js';
import { each } from './lens/each.js';
import { coarser } from './lens/enumeration.js';
import { answering } from './lens/mandatory.js';
import { as, object } from './lens/object.js';
import { TASK_STATES } from './words.js';

const remark = answering({ id: '', text: '' }, note);

const alternateProposal = object('AlternateProductOfferingProposal', {
  alternateProduct: productRefOrValue,
  alternateProductOffering: ref('ProductOfferingRef'),
});

const item = answering(
  { id: '' },
  object(named('CheckProductOfferingQualificationItem', 'ProductOfferingQualificationItem'), {
    alternateProductOfferingProposal: each(alternateProposal),
    eligibilityUnavailabilityReason: as(
      'eligibilityResultReason',
      each(object(named('EligibilityResultReason', 'EligibilityUnavailabilityReason'))),
    ),
    note: each(remark),
    product: productRefOrValue,
    productOffering: ref('ProductOfferingRef'),
    qualificationItemRelationship: each(
      object(
        named('ProductOfferingQualificationItemRelationship', 'QualificationItemRelationship'),
      ),
    ),
    state: coarser(TASK_STATES),
    terminationError: each(object('TerminationError')),
  }),
);

/**
 * v4's category and place of the whole qualification have no counterpart and travel under their own
 * names.
 */
const productOfferingQualification = object(
  named('CheckProductOfferingQualification', 'ProductOfferingQualification'),
  {
    channel: ref('ChannelRef'),
    expectedPOQCompletionDate: as('expectedQualificationCompletionDate'),
    note: each(remark),
    productOfferingQualificationDate: as('creationDate'),
    productOfferingQualificationItem: as('checkProductOfferingQualificationItem', each(item)),
    provideUnavailabilityReason: as('provideResultReason'),
    relatedParty: each(relatedPartyOrRole),
    requestedPOQCompletionDate: as('requestedQualificationCompletionDate'),
    state: coarser(TASK_STATES),
  },
);

/**
 * Product offering qualification as v4.0 has it: v5 calls its one resource a check, beside a query.
 */
export const tmf679: Dialect = v4Dialect(
  'tmf679-product-offering-qualification',
  { productOfferingQualification },
  { productOfferingQualification: 'checkProductOfferingQualification' },
);
