import { PATHS } from '../paths.js';
import { productCharacteristics } from './characteristics.js';
import type { Wanted } from './characteristics.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';
import type { JsonObject } from '../../../openapi/json.js';

const ADDRESS: Wanted = {
  name: 'siteAddress',
  valueType: 'string',
  description: 'Where the product is delivered',
};

/** TMF620: what each line of an order is about. */
export const PRODUCTS: readonly Entry[] = [
  specification(
    'business-connect',
    'Business Connect',
    [
      { name: 'siteName', valueType: 'string', description: 'What the customer calls the site' },
      {
        name: 'serviceLevel',
        valueType: 'string',
        description: 'Promised level',
        allowed: ['silver', 'gold'],
        default: 'silver',
      },
    ],
    {
      isBundle: true,
      serviceSpecification: [refer('service/site-assurance')],
      // What a site is composed of comes as lines of its own, so these make no children.
      productSpecificationRelationship: [
        refer('product/business-access', { relationshipType: 'composedOf' }),
        refer('product/business-voice', { relationshipType: 'composedOf' }),
        refer('product/managed-router', { relationshipType: 'composedOf' }),
      ],
    },
  ),
  specification(
    'business-access',
    'Business Access',
    [
      {
        name: 'bandwidth',
        valueType: 'integer',
        description: 'Committed rate',
        unit: 'Mbit/s',
        allowed: [50, 100, 250, 500, 1000],
      },
      {
        name: 'accessType',
        valueType: 'string',
        description: 'How the site is reached',
        allowed: ['fibre', 'copper'],
        default: 'fibre',
      },
      ADDRESS,
    ],
    { serviceSpecification: [refer('service/internet-access')] },
  ),
  specification(
    'business-voice',
    'Business Voice',
    [
      {
        name: 'voiceChannels',
        valueType: 'integer',
        description: 'Calls at the same time',
        range: [1, 30],
      },
      {
        name: 'lineType',
        valueType: 'string',
        description: 'What the telephones are connected to',
        allowed: ['sip', 'analogue'],
        default: 'sip',
      },
    ],
    { serviceSpecification: [refer('service/business-voice')] },
  ),
  specification(
    'managed-router',
    'Managed Router',
    [
      {
        name: 'routerModel',
        valueType: 'string',
        description: 'Model',
        allowed: ['R200', 'R400'],
      },
      ADDRESS,
    ],
    { serviceSpecification: [refer('service/managed-router')] },
  ),
];

function specification(key: string, name: string, wanted: readonly Wanted[], more: JsonObject) {
  return {
    key: `product/${key}`,
    path: `${PATHS.productCatalog}/productSpecification`,
    body: {
      name,
      version: '1.0',
      lifecycleStatus: 'Active',
      productSpecCharacteristic: productCharacteristics(wanted),
      ...more,
    },
  };
}
