import type { JsonObject, JsonValue } from '../../openapi/json.js';
import { found } from './load.js';
import type { Loaded } from './load.js';
import { SITES } from './sites.js';
import type { Site } from './sites.js';

/**
 * The demo's order as TMF622 v4 writes it: one bundle a site with its access, voice and router
 * nested in it; voice and router rely on the access of their site. `externalId` makes a second post
 * of the same order give the first answer.
 */
export function orderOf(loaded: Loaded, externalId: string, sites = SITES): JsonObject {
  return {
    externalId,
    description: `Business Connect for ${sites.length} sites`,
    category: 'business',
    billingAccount: ref(loaded, 'account/customer'),
    relatedParty: [{ ...ref(loaded, 'party/customer'), role: 'customer' }],
    productOrderItem: sites.map((site, at) => siteItem(loaded, site, String(at + 1))),
  };
}

function siteItem(loaded: Loaded, site: Site, id: string): JsonObject {
  const access = `${id}.1`;
  const line = (key: string, values: Values) => product(loaded, site, key, values);
  return {
    ...line('business-connect', { siteName: site.name, serviceLevel: site.serviceLevel }),
    id,
    productOrderItem: [
      {
        ...line('business-access', {
          bandwidth: site.bandwidth,
          accessType: site.accessType,
          siteAddress: site.address,
        }),
        id: access,
      },
      {
        ...line('managed-router', { routerModel: site.routerModel, siteAddress: site.address }),
        id: `${id}.2`,
        ...reliesOn(access),
      },
      ...voiceOf(site).map((values) => ({
        ...line('business-voice', values),
        id: `${id}.3`,
        ...reliesOn(access),
      })),
    ],
  };
}

/** The voice line's values, or nothing where a site has no telephones. */
const voiceOf = ({ voice }: Site): Values[] =>
  voice ? [{ voiceChannels: voice.channels, lineType: voice.lineType }] : [];

type Values = Readonly<Record<string, JsonValue>>;

function product(loaded: Loaded, site: Site, key: string, values: Values): JsonObject {
  const offering = ref(loaded, `offering/${key}`);
  return {
    action: 'add',
    quantity: 1,
    productOffering: offering,
    product: {
      name: `${String(offering['name'])}, ${site.name}`,
      productSpecification: ref(loaded, `product/${key}`),
      place: [{ id: site.id, name: site.address, role: 'site', '@referredType': 'GeographicSite' }],
      productCharacteristic: Object.entries(values).map(([name, value]) => ({
        name,
        value,
        valueType: typeof value === 'number' ? 'integer' : 'string',
      })),
    },
  };
}

const reliesOn = (id: string): JsonObject => ({
  productOrderItemRelationship: [{ id, relationshipType: 'reliesOn' }],
});

function ref(loaded: Loaded, key: string): JsonObject {
  const { id, name, type } = found(loaded, key);
  return { id, name, '@referredType': type };
}
