/** A site of the demo's customer, and what it gets. */
export interface Site {
  /** The operator's own number of the place. */
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly serviceLevel: 'silver' | 'gold';
  readonly bandwidth: number;
  readonly accessType: 'fibre' | 'copper';
  /** Left out: the site has no telephones. */
  readonly voice?: { readonly channels: number; readonly lineType: 'sip' | 'analogue' };
  readonly routerModel: 'R200' | 'R400';
}

/** Three sites that differ enough to take every branch of the catalog. */
export const SITES: readonly Site[] = [
  {
    id: 'site-001',
    name: 'Headquarters',
    address: 'Quay Street 1, Harbour City',
    serviceLevel: 'gold',
    bandwidth: 1000,
    accessType: 'fibre',
    voice: { channels: 4, lineType: 'analogue' },
    routerModel: 'R400',
  },
  {
    id: 'site-002',
    name: 'Old Town shop',
    address: 'Market Square 7, Harbour City',
    serviceLevel: 'silver',
    bandwidth: 250,
    accessType: 'fibre',
    voice: { channels: 2, lineType: 'sip' },
    routerModel: 'R200',
  },
  {
    id: 'site-003',
    name: 'Depot',
    address: 'Mill Road 40, Upriver',
    serviceLevel: 'silver',
    bandwidth: 50,
    accessType: 'copper',
    routerModel: 'R200',
  },
];
