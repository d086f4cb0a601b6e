import type { JsonObject, JsonValue } from '../../openapi/json.js';
import type { Offering } from './model.js';
import { numberOf, objectOf, objectsOf, referredId } from './reading.js';

type Bundled = Offering['bundled'][number];

/**
 * What an offering bundles (TMF620 v5 `bundledProductOffering`, `bundledGroupProductOffering`).
 * Without bounds a bundled offering is in once; with a lower limit alone, that often. Members of
 * a group are for the customer to choose: none is in by itself.
 */
export function readBundled(offering: JsonObject): Bundled[] {
  return [...partsOf(offering), ...choicesOf(offering['bundledGroupProductOffering'])];
}

function partsOf(holder: JsonObject): Bundled[] {
  return objectsOf(holder['bundledProductOffering']).flatMap((part) => {
    const id = referredId(part);
    if (id === undefined) return [];
    const option = objectOf(part['bundledProductOfferingOption']);
    const lower = numberOf(option?.['numberRelOfferLowerLimit']);
    const standard = numberOf(option?.['numberRelOfferDefault']) ?? lower ?? 1;
    const maximum = numberOf(option?.['numberRelOfferUpperLimit']) ?? Infinity;
    return [{ id, minimum: lower ?? Math.min(1, standard), maximum, default: standard }];
  });
}

function choicesOf(groups: JsonValue | undefined): Bundled[] {
  return objectsOf(groups).flatMap((group) => [
    ...partsOf(group).map((part) => ({ ...part, minimum: 0, default: 0 })),
    ...choicesOf(group['bundledGroupProductOffering']),
  ]);
}
