import { characteristic } from './classes/characteristic.js';
import { note } from './classes/note.js';
import { relatedParty } from './classes/party.js';
import { ref, refs } from './classes/references.js';
import { relatedEntityRefOrValue, relatedPlaceRefOrValue } from './classes/related.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { later, type Mapping } from './lens.js';
import { named, refOrValue, type ClassName } from './lens/class-name.js';
import { each } from './lens/each.js';
import { coarser } from './lens/enumeration.js';
import { answering } from './lens/mandatory.js';
import { object } from './lens/object.js';
import { LONG_AGO } from './words.js';

const feature = answering(
  { id: '', name: '', featureCharacteristic: [] },
  object('Feature', {
    constraint: refs('ConstraintRef'),
    featureCharacteristic: each(characteristic),
    featureRelationship: each(answering({ name: '', relationshipType: '' }, object(null))),
  }),
);

const serviceOrderItem = answering(
  { itemId: '', serviceOrderId: '' },
  object('RelatedServiceOrderItem'),
);

const serviceRelationship = answering(
  { relationshipType: '', service: { id: '' } },
  object('ServiceRelationship', {
    service: later(() => serviceRefOrValue),
    serviceRelationshipCharacteristic: each(characteristic),
  }),
);

const service = serviceOf(named('Service'));

const serviceRefOrValue = answering({ id: '' }, serviceOf(refOrValue('Service')));

/** Service inventory as v4.0 has it. */
export const tmf638: Dialect = v4Dialect('tmf638-service-inventory', { service });

function serviceOf(className: ClassName): Mapping {
  return object(className, {
    feature: each(feature),
    note: each(answering({ author: '', date: LONG_AGO, text: '' }, note)),
    place: each(relatedPlaceRefOrValue),
    relatedEntity: each(relatedEntityRefOrValue),
    relatedParty: each(relatedParty),
    serviceCharacteristic: each(characteristic),
    serviceOrderItem: each(serviceOrderItem),
    serviceRelationship: each(serviceRelationship),
    serviceSpecification: ref('ServiceSpecificationRef'),
    // A suspended service works for nobody, which v4 can only call inactive.
    state: coarser({ suspended: 'inactive' }),
    supportingResource: refs('ResourceRef'),
    supportingService: each(later(() => serviceRefOrValue)),
  });
}
