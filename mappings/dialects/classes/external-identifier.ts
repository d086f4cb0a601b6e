import type { Mapping } from '../lens.js';
import { named } from '../lens/class-name.js';
import { first, idOf } from '../lens/first.js';
import { as, object } from '../lens/object.js';

/** One external id in v4, a list of ExternalIdentifier in v5: v4 speaks of the first. */
export const externalId: Mapping = first(idOf('ExternalIdentifier'));

/** ExternalReference of v4 is ExternalIdentifier in v5: its name is the id. */
export const externalReference: Mapping = object(named('ExternalIdentifier', 'ExternalReference'), {
  externalReferenceType: as('externalIdentifierType'),
  name: as('id'),
});
