import { cancelProductOrder } from './tables/cancel-product-order.js';
import { fallout } from './tables/fallout.js';
import { processFlow } from './tables/process-flow.js';
import { productOrderItem } from './tables/product-order-item.js';
import { productOrder } from './tables/product-order.js';
import { product } from './tables/product.js';
import { resourceOrder } from './tables/resource-order.js';
import { resource } from './tables/resource.js';
import { serviceOrder } from './tables/service-order.js';
import { service } from './tables/service.js';
import { taskFlow } from './tables/task-flow.js';
import type { StateOf, StateTable, WordOf } from './state-table.js';

export { checkTables } from './check-tables.js';
export { allowedFrom, finalStates, isFinal, move, rowFor, wordFor } from './state-table.js';
export type { Row, StateOf, StateTable, WordOf } from './state-table.js';

/** Every kind of document that has states, and its table. Published at /lifecycle. */
export const TABLES = {
  productOrder,
  productOrderItem,
  cancelProductOrder,
  serviceOrder,
  resourceOrder,
  processFlow,
  taskFlow,
  fallout,
  product,
  service,
  resource,
} as const satisfies Record<string, StateTable>;

export type StatefulKind = keyof typeof TABLES;
/** The internal states of a kind. */
export type InternalState<K extends StatefulKind> = StateOf<(typeof TABLES)[K]>;
/** The words that move a kind. */
export type Word<K extends StatefulKind> = WordOf<(typeof TABLES)[K]>;

/** The table of a kind whose name is only known at run time; undefined for kinds without states. */
export function tableOf(kind: string): StateTable | undefined {
  return Object.hasOwn(TABLES, kind) ? TABLES[kind as StatefulKind] : undefined;
}
