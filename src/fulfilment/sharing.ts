import type { DecompositionRule, OrderLine, Specification } from './model.js';

/** Where a shared child is shared, and by what name it is found again. */
export interface Share {
  /** Unique in one decomposition. */
  readonly key: string;
  /** In words, for `explain`. */
  readonly within: string;
  /** For the account's scope: the identity of the child in every order. Fit for a URL. */
  readonly identity?: string;
}

/**
 * Where the rule shares a child; undefined when it does not. What goes (delete) is never shared
 * with what stays. `index` counts the children of one specification under one parent: the first
 * ones are shared with the first ones. A line without an account shares at most within its order.
 */
export function shareOf(
  rule: DecompositionRule | undefined,
  line: OrderLine,
  outermost: string,
  child: Specification,
  index: number,
): Share | undefined {
  if (rule?.scope === undefined) return undefined;
  const { within, identity } = scopeOf(rule.scope, line, outermost);
  const side = line.action === 'delete' ? 'gone' : 'there';
  return {
    key: JSON.stringify([within, side, child.kind, child.id, index]),
    within,
    ...(identity !== undefined && {
      identity: ['account', identity, child.kind, child.id, String(index)].map(safe).join('.'),
    }),
  };
}

function scopeOf(
  scope: NonNullable<DecompositionRule['scope']>,
  line: OrderLine,
  outermost: string,
): { within: string; identity?: string } {
  if (scope === 'line') return { within: `line ${line.itemId}` };
  if (scope === 'bundle') return { within: `bundle ${outermost}` };
  if (scope === 'order' || line.account === undefined) return { within: 'order' };
  return { within: `account ${line.account}`, identity: line.account };
}

/**
 * Letters, digits, `-` and `_` stay; every other sign becomes `~` and its code, so that no two ids
 * meet.
 */
function safe(part: string): string {
  return part.replace(/[^A-Za-z0-9_-]/g, (sign) => `~${sign.charCodeAt(0).toString(16)}~`);
}
