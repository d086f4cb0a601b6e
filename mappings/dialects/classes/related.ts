import { answering } from '../lens/mandatory.js';
import { nested, refOr } from '../lens/nested.js';

const PLACES = ['PlaceRef', 'GeographicAddress', 'GeographicSite', 'GeographicLocation'];

/** A place with its role, flat in v4, wrapped in v5: a reference or the place itself. */
export const relatedPlaceRefOrValue = answering(
  { role: '' },
  nested({
    name: 'place',
    type: 'RelatedPlaceRefOrValue',
    classes: PLACES,
    classOf: refOr('GeographicAddress', 'PlaceRef'),
  }),
);

/** A place with its role: a reference or a value in v4, only a reference in v5. */
export const relatedPlaceRef = answering(
  { role: '' },
  nested({
    name: 'place',
    type: 'RelatedPlaceRef',
    viewType: 'RelatedPlaceRefOrValue',
    classes: PLACES,
    classOf: () => 'PlaceRef',
  }),
);

/** A channel with its role, flat in v4, wrapped in v5. */
export const relatedChannel = answering(
  { id: '' },
  nested({
    name: 'channel',
    type: 'RelatedChannel',
    classes: ['ChannelRef'],
    classOf: () => 'ChannelRef',
  }),
);

/** An entity with its role, flat in v4, wrapped in v5. */
export const relatedEntity = answering(
  { id: '', role: '', '@referredType': 'Entity' },
  nested({
    name: 'entity',
    type: 'RelatedEntity',
    classes: ['EntityRef'],
    classOf: () => 'EntityRef',
  }),
);

/** An entity with its role, flat in v4, wrapped in v5: a reference or the entity itself. */
export const relatedEntityRefOrValue = answering(
  { role: '' },
  nested({
    name: 'entity',
    type: 'RelatedEntityRefOrValue',
    classes: ['EntityRef', 'Entity', 'ServiceSpecificationRef'],
    classOf: refOr('Entity', 'EntityRef'),
  }),
);
