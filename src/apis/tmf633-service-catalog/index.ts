import type { Behaviour } from '../../http/behaviour.js';
import { catalogEntry } from '../catalog-entry.js';

/** TMF633 Service Catalog: no cycles among specifications. */
export const serviceCatalog: readonly Behaviour[] = [catalogEntry('serviceSpecification')];
