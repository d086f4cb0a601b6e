import type { JsonObject } from '../../../openapi/json.js';
import type { Mapping } from '../lens.js';
import { named } from '../lens/class-name.js';
import { answering } from '../lens/mandatory.js';
import { nested } from '../lens/nested.js';
import { object } from '../lens/object.js';

const REFS = ['PartyRef', 'PartyRoleRef'];
const ROLES = ['PartyRole', 'Supplier', 'BusinessPartner', 'Consumer', 'Producer', 'Customer'];
const VALUES = ['Individual', 'Organization', ...ROLES];

/** RelatedParty of v4, flat <-> RelatedPartyRefOrPartyRoleRef of v5: references only. */
export const relatedParty: Mapping = related('RelatedPartyRefOrPartyRoleRef', REFS);

/**
 * RelatedParty of v4, flat <-> RelatedPartyOrPartyRole of v5: a whole party or role may stand in
 * it.
 */
export const relatedPartyOrRole: Mapping = related('RelatedPartyOrPartyRole', [...REFS, ...VALUES]);

/** RelatedParty in v4, PartyRef in v5, flat in both: the party engaged in a role. */
export const engagedParty: Mapping = answering(
  { id: '', '@referredType': 'Party' },
  object(named('PartyRef', 'RelatedParty')),
);

function related(type: string, classes: readonly string[]): Mapping {
  return answering(
    { id: '', '@referredType': referredType },
    nested({ name: 'partyOrPartyRole', type, viewType: 'RelatedParty', classes, classOf }),
  );
}

function classOf({ '@referredType': referred }: JsonObject): string {
  const isRole =
    typeof referred === 'string' && (referred.endsWith('Role') || ROLES.includes(referred));
  return isRole ? 'PartyRoleRef' : 'PartyRef';
}

/** v4 must say what is referred to; v5 tells it by the class of what is wrapped. */
function referredType({ '@type': type }: JsonObject): string {
  if (typeof type !== 'string') return 'Party';
  if (VALUES.includes(type)) return type;
  return type === 'PartyRoleRef' ? 'PartyRole' : 'Party';
}
