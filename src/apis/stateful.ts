import type { Behaviour } from '../http/behaviour.js';
import { changeStateful, createStateful } from '../journey/client-state.js';

/**
 * The behaviour of a kind whose state clients may set, along its table's arrows (inventory: TMF637,
 * 638, 639).
 */
export const statefulResource = (kind: string): Behaviour => ({
  kind,
  create: async (unit, body) => createStateful(unit, kind, body),
  patch: async (unit, document, next) => changeStateful(unit, document, next),
});
