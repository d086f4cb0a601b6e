import { PARTY_ROLE } from './classes/party-role.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { object } from './lens/object.js';

/** Party roles as v4.0 has them. */
export const tmf669: Dialect = v4Dialect('tmf669-party-role', {
  partyRole: object('PartyRole', PARTY_ROLE),
});
