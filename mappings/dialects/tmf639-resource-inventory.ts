import { characteristic } from './classes/characteristic.js';
import { note } from './classes/note.js';
import { relatedParty } from './classes/party.js';
import { policyRef, ref, relationshipRef } from './classes/references.js';
import { relatedPlaceRef } from './classes/related.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { each } from './lens/each.js';
import { respelt } from './lens/enumeration.js';
import { first } from './lens/first.js';
import { answering, demanding } from './lens/mandatory.js';
import { as, object } from './lens/object.js';

const feature = answering(
  { name: '', featureCharacteristic: [] },
  object('Feature', {
    constraint: as('policyConstraint', each(policyRef)),
    featureCharacteristic: each(characteristic),
    featureRelationship: each(
      answering({ name: '', relationshipType: '' }, relationshipRef('FeatureRelationship')),
    ),
  }),
);

/** v5 only refers to a related resource; what more v4 says of it stays in the reference. */
const relatedResource = answering(
  { id: '', href: '' },
  demanding({ id: '' }, object('ResourceRef')),
);

const resourceRelationship = answering(
  { relationshipType: '', resource: { id: '', href: '' } },
  object('ResourceRelationship', { resource: relatedResource }),
);

const resource = object('Resource', {
  activationFeature: each(feature),
  administrativeState: respelt({ shutdown: 'shuttingDown' }),
  attachment: each(relationshipRef('AttachmentRef')),
  note: each(note),
  operationalState: respelt({ enable: 'enabled', disable: 'disabled' }),
  place: first(relatedPlaceRef),
  relatedParty: each(relatedParty),
  resourceCharacteristic: each(characteristic),
  resourceRelationship: each(resourceRelationship),
  resourceSpecification: ref('ResourceSpecificationRef'),
});

/**
 * Resource inventory as v4.0 has it. Its `resourceStatus` has no one counterpart and travels under
 * its own name.
 */
export const tmf639: Dialect = v4Dialect('tmf639-resource-inventory', { resource });
