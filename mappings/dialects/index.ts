import type { Dialect } from './dialect.js';
import { tmf620 } from './tmf620-product-catalog.js';
import { tmf621 } from './tmf621-trouble-ticket.js';
import { tmf622 } from './tmf622-product-ordering.js';
import { tmf629 } from './tmf629-customer.js';
import { tmf632 } from './tmf632-party.js';
import { tmf634 } from './tmf634-resource-catalog.js';
import { tmf637 } from './tmf637-product-inventory.js';
import { tmf638 } from './tmf638-service-inventory.js';
import { tmf639 } from './tmf639-resource-inventory.js';
import { tmf666 } from './tmf666-account.js';
import { tmf669 } from './tmf669-party-role.js';
import { tmf679 } from './tmf679-product-offering-qualification.js';

/** Every served version that is not the canonical one. */
export const DIALECTS: readonly Dialect[] = [
  tmf620,
  tmf621,
  tmf622,
  tmf629,
  tmf632,
  tmf634,
  tmf637,
  tmf638,
  tmf639,
  tmf666,
  tmf669,
  tmf679,
];

/**
 * How `version` of `api` (`tmf622-product-ordering`) sees the canonical documents; undefined where
 * it sees them as they are.
 */
export function dialectOf(api: string, version: string): Dialect | undefined {
  return DIALECTS.find((dialect) => dialect.api === api && dialect.version === version);
}
