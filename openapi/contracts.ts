import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contract } from './contract.js';

const GENERATED = join(packageRoot(), 'openapi', 'generated');

/**
 * Every contract served: v4 and v5 of TM Forum's APIs, and Turnup's own at the root. Base paths are
 * as published, without a trailing slash; where a v5 file publishes none, the v4 name with /v5.
 * Aliases are paths that clients are found to use.
 */
export const CONTRACTS: readonly Contract[] = [
  v4('tmf620-product-catalog', 'productCatalogManagement'),
  v4('tmf621-trouble-ticket', 'troubleTicket'),
  v4('tmf622-product-ordering', 'productOrderingManagement', ['/tmf-api/productOrdering/v4']),
  v4('tmf629-customer', 'customerManagement'),
  v4('tmf632-party', 'party', ['/tmf-api/partyManagement/v4']),
  v4('tmf633-service-catalog', 'serviceCatalogManagement'),
  v4('tmf634-resource-catalog', 'resourceCatalog'),
  v4('tmf637-product-inventory', 'productInventory'),
  v4('tmf638-service-inventory', 'serviceInventory'),
  v4('tmf639-resource-inventory', 'resourceInventoryManagement', ['/tmf-api/resourceInventory/v4']),
  v4('tmf641-service-ordering', 'serviceOrdering'),
  v4('tmf645-service-qualification', 'serviceQualificationManagement'),
  v4('tmf646-appointment', 'appointment'),
  v4('tmf648-quote', 'quoteManagement'),
  v4('tmf651-agreement', 'agreementManagement'),
  v4('tmf652-resource-ordering', 'resourceOrderingManagement'),
  v4('tmf666-account', 'accountManagement'),
  v4('tmf669-party-role', 'partyRoleManagement'),
  v4('tmf673-geographic-address', 'geographicAddressManagement'),
  v4('tmf674-geographic-site', 'geographicSiteManagement'),
  v4('tmf679-product-offering-qualification', 'productOfferingQualification'),
  v4('tmf681-communication', 'communicationManagement'),
  v4('tmf688-event', 'event'),
  v4('tmf697-work-order', 'workOrderManagement'),
  v4('tmf699-sales', 'sales'),
  v4('tmf701-process-flow', 'processFlowManagement'),
  v5('tmf620-product-catalog', 'productCatalogManagement', [
    '/productCatalogManagement/v5',
    '/tmf-api/productCatalog/v5',
  ]),
  v5('tmf621-trouble-ticket', 'troubleTicket'),
  v5('tmf622-product-ordering', 'productOrderingManagement', ['/productOrderingManagement/v5']),
  v5('tmf629-customer', 'customer', ['/tmf-api/customerManagement/v5']),
  v5('tmf632-party', 'partyManagement', ['/partyManagement/v5', '/tmf-api/party/v5']),
  v5('tmf634-resource-catalog', 'resourceCatalog', [
    '/resourceCatalog/v5',
    '/tmf-api/resourceCatalogManagement/v5',
  ]),
  v5('tmf637-product-inventory', 'productInventory', ['/tmf-api/productInventoryManagement/v5']),
  v5('tmf638-service-inventory', 'serviceInventory', ['/tmf-api/serviceInventoryManagement/v5']),
  v5('tmf639-resource-inventory', 'resourceInventoryManagement', ['/tmf-api/resourceInventory/v5']),
  v5('tmf666-account', 'accountManagement'),
  v5('tmf669-party-role', 'partyRoleManagement'),
  v5('tmf679-product-offering-qualification', 'productOfferingQualification'),
  contract('turnup', 'v1', ''),
];

/**
 * The version in which documents of TMF`number` are stored: the newest that is served. Nobody else
 * decides this. Throws RangeError when the API is not served.
 */
export function canonicalVersion(number: number): 'v4' | 'v5' {
  const versions = CONTRACTS.filter((c) => c.number === number).map((c) => c.version);
  if (versions.includes('v5')) return 'v5';
  if (versions.includes('v4')) return 'v4';
  throw new RangeError(`TMF${number} is not served`);
}

function v4(api: string, name: string, aliases: readonly string[] = []): Contract {
  return contract(api, 'v4', `/tmf-api/${name}/v4`, aliases);
}

function v5(api: string, name: string, aliases: readonly string[] = []): Contract {
  return contract(api, 'v5', `/tmf-api/${name}/v5`, aliases);
}

function contract(
  api: string,
  version: Contract['version'],
  basePath: string,
  aliases: readonly string[] = [],
): Contract {
  const number = /^tmf(\d{3})-/.exec(api)?.[1];
  return {
    api,
    number: number === undefined ? null : Number(number),
    version,
    basePath,
    aliases,
    file: join(GENERATED, `${api}.${version}.json`),
  };
}

/** The folder of package.json: one up from the source, two up from dist/openapi. */
function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json not found above openapi/contracts');
    folder = parent;
  }
  return folder;
}
