import type { Behaviour } from '../../http/behaviour.js';
import { statefulResource } from '../stateful.js';

/** TMF639 Resource Inventory: states change along the table only. */
export const resourceInventory: readonly Behaviour[] = [statefulResource('resource')];
