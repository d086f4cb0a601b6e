import { CUSTOMER } from './customer.js';
import type { Entry } from './entry.js';
import { FLOWS } from './flows.js';
import { OFFERINGS } from './offerings.js';
import { PRODUCTS } from './products.js';
import { RESOURCES } from './resources.js';
import { RULES } from './rules.js';
import { SERVICES } from './services.js';

/**
 * Everything that the demo posts before it orders. The order of posting follows from the
 * references.
 */
export const CATALOG: readonly Entry[] = [
  ...RESOURCES,
  ...SERVICES,
  ...PRODUCTS,
  ...OFFERINGS,
  ...RULES,
  ...FLOWS,
  ...CUSTOMER,
];
