import type { Behaviour } from '../../http/behaviour.js';
import { statefulResource } from '../stateful.js';

/** TMF638 Service Inventory: states change along the table only. */
export const serviceInventory: readonly Behaviour[] = [statefulResource('service')];
