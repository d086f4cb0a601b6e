import { product } from './classes/product.js';
import type { Dialect } from './dialect.js';
import { v4Dialect } from './define.js';

/** Product inventory as v4.0 has it. */
export const tmf637: Dialect = v4Dialect('tmf637-product-inventory', { product });
