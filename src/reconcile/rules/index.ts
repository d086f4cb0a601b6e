import type { Rule } from '../rule.js';
import { silentWorkOrders } from './silent-work-orders.js';

/** Every rule, in the order in which a run without a name takes them. */
export const RULES: readonly Rule[] = [silentWorkOrders];
