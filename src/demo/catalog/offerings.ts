import { PATHS } from '../paths.js';
import { refer } from './entry.js';
import type { Entry } from './entry.js';
import type { JsonObject } from '../../../openapi/json.js';

/** TMF620: what is sold, for how much, and where a buyer finds it. */
export const OFFERINGS: readonly Entry[] = [
  monthly('business-access', 'Business Access, monthly', 89),
  monthly('business-voice', 'Business Voice, monthly', 29),
  monthly('managed-router', 'Managed Router, monthly', 19),
  offering('business-access', 'Business Access'),
  offering('business-voice', 'Business Voice'),
  offering('managed-router', 'Managed Router'),
  {
    key: 'offering/business-connect',
    path: `${PATHS.productCatalog}/productOffering`,
    body: {
      ...sold('Business Connect'),
      isBundle: true,
      productSpecification: refer('product/business-connect'),
      bundledProductOffering: [
        bundled('business-access', 1),
        bundled('business-voice', 0),
        bundled('managed-router', 1),
      ],
    },
  },
  {
    key: 'category/business-internet',
    path: `${PATHS.productCatalog}/category`,
    body: {
      name: 'Business internet',
      version: '1.0',
      lifecycleStatus: 'Active',
      isRoot: true,
      productOffering: [refer('offering/business-connect')],
    },
  },
  {
    key: 'catalog/business',
    path: `${PATHS.productCatalog}/catalog`,
    body: {
      name: 'Business products',
      version: '1.0',
      lifecycleStatus: 'Active',
      catalogType: 'ProductCatalog',
      category: [refer('category/business-internet')],
    },
  },
];

function offering(key: string, name: string): Entry {
  return {
    key: `offering/${key}`,
    path: `${PATHS.productCatalog}/productOffering`,
    body: {
      ...sold(name),
      productSpecification: refer(`product/${key}`),
      productOfferingPrice: [refer(`price/${key}`)],
    },
  };
}

function sold(name: string): JsonObject {
  return { name, version: '1.0', lifecycleStatus: 'Active', isBundle: false, isSellable: true };
}

function bundled(key: string, least: 0 | 1): JsonObject {
  return refer(`offering/${key}`, {
    bundledProductOfferingOption: {
      numberRelOfferLowerLimit: least,
      numberRelOfferUpperLimit: 1,
      numberRelOfferDefault: least,
    },
  });
}

function monthly(key: string, name: string, euros: number): Entry {
  return {
    key: `price/${key}`,
    path: `${PATHS.productCatalog}/productOfferingPrice`,
    body: {
      name,
      version: '1.0',
      lifecycleStatus: 'Active',
      priceType: 'recurring',
      recurringChargePeriodType: 'month',
      recurringChargePeriodLength: 1,
      price: { unit: 'EUR', value: euros },
    },
  };
}
