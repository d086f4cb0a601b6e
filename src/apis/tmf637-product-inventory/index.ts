import type { Behaviour } from '../../http/behaviour.js';
import { statefulResource } from '../stateful.js';

/** TMF637 Product Inventory: states change along the table only. */
export const productInventory: readonly Behaviour[] = [statefulResource('product')];
