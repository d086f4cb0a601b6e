import type { Behaviour } from '../../http/behaviour.js';
import { catalogEntry } from '../catalog-entry.js';

/** TMF620 Product Catalog: no cycles among specifications or bundles. */
export const productCatalog: readonly Behaviour[] = [
  catalogEntry('productSpecification'),
  catalogEntry('productOffering'),
];
