import { idOf } from './entry.js';
import type { Entry } from './entry.js';
import type { JsonObject } from '../../../openapi/json.js';

/**
 * How a parent becomes a child, where the catalog's relations and equal names do not say enough.
 */
export const RULES: readonly Entry[] = [
  rule('fibre-only', 'service/fibre-access', {
    when: [{ characteristic: 'accessType', equals: 'fibre' }],
  }),
  rule('copper-only', 'service/copper-access', {
    when: [{ characteristic: 'accessType', equals: 'copper' }],
  }),
  rule('address-range', 'resource/address-range', {
    map: [{ to: 'prefixLength', constant: 29 }],
  }),
  // All sites of one order are one private network: they share the routing domain.
  rule('one-routing-domain', 'resource/routing-domain', { scope: 'order' }),
  rule('numbers', 'service/number-block', {
    map: [{ to: 'numberCount', from: 'voiceChannels' }],
  }),
  rule('channels', 'resource/voice-channel', { quantity: { characteristic: 'voiceChannels' } }),
  rule('gateway', 'resource/voice-gateway', {
    when: [{ characteristic: 'lineType', equals: 'analogue' }],
  }),
];

function rule(key: string, child: string, more: JsonObject): Entry {
  return { key: `rule/${key}`, path: '/decompositionRule', body: { child: idOf(child), ...more } };
}
