import type { Behaviour } from '../http/behaviour.js';
import { productCatalog } from './tmf620-product-catalog/index.js';
import { productOrdering } from './tmf622-product-ordering/index.js';
import { serviceCatalog } from './tmf633-service-catalog/index.js';
import { resourceCatalog } from './tmf634-resource-catalog/index.js';
import { productInventory } from './tmf637-product-inventory/index.js';
import { serviceInventory } from './tmf638-service-inventory/index.js';
import { resourceInventory } from './tmf639-resource-inventory/index.js';
import { serviceOrdering } from './tmf641-service-ordering/index.js';
import { processFlow } from './tmf701-process-flow/index.js';

/**
 * Everything that resources do beyond being stored, by API; what is not named here is stored and no
 * more.
 */
export const BEHAVIOURS: readonly Behaviour[] = [
  ...productCatalog,
  ...productOrdering,
  ...serviceCatalog,
  ...resourceCatalog,
  ...productInventory,
  ...serviceInventory,
  ...resourceInventory,
  ...serviceOrdering,
  ...processFlow,
];
