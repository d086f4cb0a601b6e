import type { Adapter, StatusReport } from './adapter.js';
import { statusKey, type StatusKind } from './keys.js';
import { anyJson } from './free-json.js';
import { flag, integer, listOf, oneOf, optional, record, text } from './reading.js';

/**
 * What a status may bear at most. A longer one is a fault, so that nothing unbounded reaches the
 * database.
 */
export const STATUS_LIMITS = {
  idLength: 255,
  hrefLength: 2_048,
  noteLength: 4_000,
  codeLength: 64,
  nameLength: 255,
  characteristics: 100,
  /** Revisions and sequences fit a 32-bit column. */
  number: 2_147_483_647,
} as const;

const STATES = [
  'acknowledged',
  'inProgress',
  'completed',
  'failed',
  'cancelled',
  'rejected',
  'unknown',
] as const satisfies readonly StatusReport['state'][];

/** The body of a status, attribute by attribute; what it does not name is ignored. */
const readBody = record({
  workOrderId: text(STATUS_LIMITS.idLength),
  revision: integer(1, STATUS_LIMITS.number),
  sequence: integer(0, STATUS_LIMITS.number),
  state: oneOf(STATES),
  note: optional(text(STATUS_LIMITS.noteLength, 0)),
  cause: optional(record({ code: text(STATUS_LIMITS.codeLength), retryable: flag })),
  characteristics: optional(
    listOf(
      record({ name: text(STATUS_LIMITS.nameLength), value: anyJson }),
      STATUS_LIMITS.characteristics,
    ),
  ),
  configurationItem: optional(
    record({
      id: text(STATUS_LIMITS.idLength),
      href: optional(text(STATUS_LIMITS.hrefLength)),
    }),
  ),
});

/**
 * A status message, read: key `fsm.workOrder.changed` or `fsm.workOrder.snapshot`, and a body as
 * openapi/asyncapi.yaml has it. Whatever comes, it does not throw; every fault is named at once.
 */
export function readStatus(
  adapter: Pick<Adapter, 'name' | 'subject'>,
  key: string,
  body: unknown,
): StatusReport | { readonly faults: string[] } {
  const faults: string[] = [];
  const type = kindOf(adapter, key);
  if (!type) {
    const known = [statusKey(adapter, 'changed'), statusKey(adapter, 'snapshot')];
    faults.push(`The routing key must be ${known.join(' or ')}`);
  }
  const read = readBody(body, '', faults);
  if (type === 'changed' && read) faults.push(...faultsOfChange(read));
  if (faults.length > 0 || !type || !read) return { faults };
  return { type, ...read };
}

function faultsOfChange(read: Partial<Pick<StatusReport, 'state' | 'sequence'>>): string[] {
  const faults: string[] = [];
  if (read.state === 'unknown') faults.push('state may be unknown only in a snapshot');
  if (read.sequence === 0) faults.push('sequence counts from 1; only a snapshot may have 0');
  return faults;
}

const kindOf = (adapter: Pick<Adapter, 'name' | 'subject'>, key: string): StatusKind | undefined =>
  (['changed', 'snapshot'] as const).find((kind) => statusKey(adapter, kind) === key);
