import type { TaskBrief } from '../../../adapters/adapter.js';

/**
 * A task with everything that a brief can bear; parties and places as v5 nests them and as v4
 * writes them.
 */
export const SAMPLE_TASK: TaskBrief = {
  workOrderId: 'task-7',
  revision: 2,
  name: 'Install the line: Access 12',
  description: 'Bring the fibre into the building and install the terminal',
  task: 'install',
  action: 'modify',
  journey: 'journey-1',
  order: {
    id: 'order-3',
    href: 'http://gateway.test/tmf-api/serviceOrdering/v4/serviceOrder/order-3',
    itemId: '1.2',
  },
  item: {
    kind: 'service',
    id: 'service-12',
    href: 'http://gateway.test/tmf-api/serviceInventory/v5/service/service-12',
    name: 'Access 12',
    specification: { id: 'spec-access', name: 'Access' },
  },
  characteristics: [
    { name: 'bandwidth', value: 100 },
    { name: 'vlan', value: '1001' },
    { name: 'protected', value: true },
    { name: 'window', value: { from: 8, to: 12 } },
  ],
  place: [
    {
      '@type': 'RelatedPlaceRefOrValue',
      role: 'installationAddress',
      place: { '@type': 'GeographicAddressRef', id: 'address-1', name: 'Quay 4' },
    },
    { '@type': 'GeographicSiteRef', role: 'site', id: 'site-9' },
  ],
  relatedParty: [
    {
      '@type': 'RelatedPartyOrPartyRole',
      role: 'contact',
      partyOrPartyRole: {
        '@type': 'PartyRef',
        '@referredType': 'Individual',
        id: 'party-5',
        name: 'Ada',
      },
    },
    { '@type': 'RelatedParty', '@referredType': 'Organization', role: 'customer', id: 'party-6' },
  ],
  dueAt: '2026-12-01T12:00:00.000Z',
};
