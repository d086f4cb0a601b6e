import { PATHS } from '../paths.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';

/** TMF632 and TMF666: who buys, and the account that is billed. */
export const CUSTOMER: readonly Entry[] = [
  {
    key: 'party/customer',
    path: `${PATHS.party}/organization`,
    body: { tradingName: 'Harbour Bakeries', isLegalEntity: true, organizationType: 'company' },
  },
  {
    key: 'account/customer',
    path: `${PATHS.account}/billingAccount`,
    body: {
      name: 'Harbour Bakeries, all sites',
      accountType: 'business',
      state: 'active',
      relatedParty: [refer('party/customer', { role: 'owner', name: 'Harbour Bakeries' })],
    },
  },
];
