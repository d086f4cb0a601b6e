import { PARTY_ROLE } from './classes/party-role.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';
import { answering } from './lens/mandatory.js';
import { object } from './lens/object.js';

const customer = answering(
  { engagedParty: { '@type': 'RelatedParty', id: '', '@referredType': 'Party' } },
  object('Customer', PARTY_ROLE),
);

/** Customers as v4.0 has them. */
export const tmf629: Dialect = v4Dialect('tmf629-customer', { customer });
