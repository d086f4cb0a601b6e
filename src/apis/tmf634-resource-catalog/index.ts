import type { Behaviour } from '../../http/behaviour.js';
import { catalogEntry } from '../catalog-entry.js';

/** TMF634 Resource Catalog: no cycles among specifications. */
export const resourceCatalog: readonly Behaviour[] = [catalogEntry('resourceSpecification')];
