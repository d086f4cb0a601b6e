import { sha256 } from './canonical.js';
import type { AuditRow } from './document.js';

/** The last row of a chain: where the next one goes on. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** An audit row that does not know its place in the chain yet. */
export type AuditEntry = Omit<AuditRow, 'sequence' | 'hash'>;

/** Where a chain begins. */
export const NO_HEAD: ChainHead = { sequence: 0, hash: '' };

/**
 * SHA-256 over the previous row's hash and the JSON of the row without its own, keys in order at
 * every level. `undo` must be in order.
 */
export function auditHash(previous: string, row: Omit<AuditRow, 'hash'>): string {
  const { at, id, kind, undo, actor, chain, action, reason, ...more } = row;
  const { toState, bodyHash, revision, sequence, fromState } = more;
  const first = { at, id, kind, undo, actor, chain, action, reason };
  return sha256(
    previous + JSON.stringify({ ...first, toState, bodyHash, revision, sequence, fromState }),
  );
}

/**
 * Links entries to their chains, in the order given; chains that `heads` does not hold begin here.
 */
export function linkChains(
  entries: readonly AuditEntry[],
  heads: ReadonlyMap<string, ChainHead>,
): AuditRow[] {
  const last = new Map(heads);
  return entries.map((entry) => {
    const head = last.get(entry.chain) ?? NO_HEAD;
    const row = { ...entry, sequence: head.sequence + 1 };
    const linked = { ...row, hash: auditHash(head.hash, row) };
    last.set(entry.chain, linked);
    return linked;
  });
}
