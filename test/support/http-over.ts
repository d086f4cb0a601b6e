import { Router } from 'express';
import { DIALECTS } from '../../mappings/dialects/index.js';
import { CONTRACTS } from '../../openapi/contracts.js';
import { addressesOf } from '../../src/apis/addresses.js';
import { createHttp } from '../../src/http/server.js';
import type { Http, HttpParts } from '../../src/http/server.js';
import { quietLog } from './log.js';
import { memoryStore } from './memory-units.js';

/** The HTTP side with every contract over a store in memory, answers checked; parts as given. */
export function httpOver(parts: Partial<HttpParts> = {}): Http {
  const { units, documents } = memoryStore(addressesOf(CONTRACTS));
  return createHttp({
    contracts: CONTRACTS,
    dialects: DIALECTS,
    units,
    documents,
    behaviours: [],
    ownRoutes: Router(),
    log: quietLog(),
    validateResponses: true,
    bodyLimitBytes: 2_000_000,
    ready: () => true,
    ...parts,
  });
}
