import {
  characteristicSpecification,
  untypedValueSpecification,
} from './classes/characteristic.js';
import { attachment } from './classes/attachment.js';
import { relatedParty } from './classes/party.js';
import { policyRef, ref, refs, targetSchema } from './classes/references.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { each } from './lens/each.js';
import { answering } from './lens/mandatory.js';
import { as, object } from './lens/object.js';

const resourceCatalog = object('ResourceCatalog', {
  category: refs('ResourceCategoryRef'),
  relatedParty: each(relatedParty),
});

const resourceCategory = object('ResourceCategory', {
  category: refs('ResourceCategoryRef'),
  relatedParty: each(relatedParty),
  resourceCandidate: refs('ResourceCandidateRef'),
});

const resourceCandidate = object('ResourceCandidate', {
  category: refs('ResourceCategoryRef'),
  resourceSpecification: ref('ResourceSpecificationRef'),
});

const PARENT = {
  resourceSpecificationId: as('parentSpecificationId'),
  resourceSpecificationHref: as('parentSpecificationHref'),
};

const resourceSpecCharacteristic = characteristicSpecification(
  'ResourceSpecificationCharacteristic',
  'resourceSpec',
  PARENT,
  untypedValueSpecification,
);

const featureSpecCharacteristic = answering(
  { name: '' },
  characteristicSpecification(
    'FeatureSpecificationCharacteristic',
    'featureSpec',
    { ...PARENT, characteristicId: as('characteristicSpecificationId') },
    untypedValueSpecification,
  ),
);

const featureSpecification = object('FeatureSpecification', {
  constraint: as('policyConstraint', each(policyRef)),
  featureSpecCharacteristic: each(featureSpecCharacteristic),
  featureSpecRelationship: each(
    answering({ name: '', relationshipType: '' }, object('FeatureSpecificationRelationship')),
  ),
});

const resourceSpecification = object('ResourceSpecification', {
  attachment: each(attachment),
  featureSpecification: each(featureSpecification),
  relatedParty: each(relatedParty),
  resourceSpecCharacteristic: each(resourceSpecCharacteristic),
  resourceSpecRelationship: each(
    object('ResourceSpecificationRelationship', {
      characteristic: each(resourceSpecCharacteristic),
    }),
  ),
  targetResourceSchema: targetSchema('TargetResourceSchema'),
});

/** Resource catalog as v4.1 has it. */
export const tmf634: Dialect = v4Dialect('tmf634-resource-catalog', {
  resourceCatalog,
  resourceCategory,
  resourceCandidate,
  resourceSpecification,
  importJob: object('ImportJob'),
  exportJob: object('ExportJob'),
});
