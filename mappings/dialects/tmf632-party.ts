import { characteristic } from './classes/characteristic.js';
import { contactMedium } from './classes/contact-medium.js';
import { externalReference } from './classes/external-identifier.js';
import { attachment } from './classes/attachment.js';
import { relatedPartyOrRole } from './classes/party.js';
import { ref } from './classes/references.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import type { Mapping } from './lens.js';
import { each } from './lens/each.js';
import { respelt } from './lens/enumeration.js';
import { as, object, type Attributes } from './lens/object.js';

const taxExemptionCertificate = object('TaxExemptionCertificate', {
  attachment,
  taxDefinition: each(object('TaxDefinition')),
});

/** What individuals and organizations have in common. */
const PARTY: Attributes = {
  contactMedium: each(contactMedium),
  creditRating: each(object('PartyCreditProfile')),
  externalReference: each(externalReference),
  partyCharacteristic: each(characteristic),
  relatedParty: each(relatedPartyOrRole),
  taxExemptionCertificate: each(taxExemptionCertificate),
};

const individual = object('Individual', {
  ...PARTY,
  fullName: as('name'),
  individualIdentification: each(object('IndividualIdentification', { attachment })),
  status: respelt({ deceaded: 'deceased' }),
});

const organization = object('Organization', {
  ...PARTY,
  organizationChildRelationship: each(organizationRelationship('Child')),
  organizationIdentification: each(object('OrganizationIdentification', { attachment })),
  organizationParentRelationship: organizationRelationship('Parent'),
  otherName: each(object('OtherNameOrganization')),
});

/** Parties as v4.0 has them. */
export const tmf632: Dialect = v4Dialect('tmf632-party', { individual, organization });

function organizationRelationship(kind: 'Child' | 'Parent'): Mapping {
  return object(`Organization${kind}Relationship`, { organization: ref('OrganizationRef') });
}
