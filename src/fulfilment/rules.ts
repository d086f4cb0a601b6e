import type { Characteristic, DecompositionRule, Specification } from './model.js';
import { isAbsent, sameValue } from './values.js';

/** What the rules say of one parent becoming one child. */
export interface RulesFor {
  /**
   * The most specific rule that shapes the child; the first of equals. Only one speaks, so that two
   * cannot contradict.
   */
  readonly shape: DecompositionRule | undefined;
  /** Every rule that may exclude it. */
  readonly exclusions: readonly DecompositionRule[];
}

/** Rules by the child they speak of, by id or name, so that a large book costs nothing per node. */
export interface RuleBook {
  rulesFor(parent: Specification | undefined, child: Specification): RulesFor;
}

/**
 * Opens the rules of a catalog. A rule with a parent speaks only of that parent, and before one
 * without.
 */
export function openRules(rules: readonly DecompositionRule[]): RuleBook {
  const byChild = new Map<string, DecompositionRule[]>();
  for (const rule of rules) {
    const known = byChild.get(rule.child);
    if (known) known.push(rule);
    else byChild.set(rule.child, [rule]);
  }
  return {
    rulesFor(parent, child) {
      const named = new Set([...(byChild.get(child.id) ?? []), ...(byChild.get(child.name) ?? [])]);
      const fitting = [...named].filter((rule) => isOf(rule.parent, parent));
      const shaping = fitting.filter((rule) => !excludes(rule));
      return {
        shape: shaping.find((rule) => rule.parent !== undefined) ?? shaping[0],
        exclusions: fitting.filter(excludes),
      };
    },
  };
}

/** True when the rule keeps the child from being made for this action. */
export function holdsFor(rule: DecompositionRule, action: string): boolean {
  const exclude = rule.exclude ?? false;
  if (typeof exclude === 'boolean') return exclude && (action === 'add' || action === 'modify');
  return exclude.includes(action);
}

/**
 * The first condition that does not hold, in words; undefined when all hold. An absent
 * characteristic equals nothing.
 */
export function failingCondition(
  rule: DecompositionRule | undefined,
  values: readonly Characteristic[],
): string | undefined {
  for (const condition of rule?.when ?? []) {
    const value = values.find(({ name }) => name === condition.characteristic)?.value;
    const failing = failure(condition, value);
    if (failing !== undefined) return failing;
  }
  return undefined;
}

type Condition = NonNullable<DecompositionRule['when']>[number];

function failure(condition: Condition, value: unknown): string | undefined {
  const is = `${condition.characteristic} is ${isAbsent(value) ? 'absent' : JSON.stringify(value)}`;
  const { equals, in: choice } = condition;
  if (equals !== undefined && !sameValue(equals, value)) {
    return `${is}, not ${JSON.stringify(equals)}`;
  }
  if (choice && !choice.some((one) => sameValue(one, value))) {
    return `${is}, not one of ${JSON.stringify(choice)}`;
  }
  return asksPresence(condition) === isAbsent(value) ? is : undefined;
}

/**
 * True: it must have a value; false: it must have none. A condition that says nothing but a name
 * asks for a value.
 */
function asksPresence({ equals, in: choice, present }: Condition): boolean | undefined {
  if (present !== undefined) return present;
  return equals === undefined && choice === undefined ? true : undefined;
}

function excludes(rule: DecompositionRule): boolean {
  return rule.exclude !== undefined && rule.exclude !== false;
}

function isOf(wanted: string | undefined, parent: Specification | undefined): boolean {
  return wanted === undefined || wanted === parent?.id || wanted === parent?.name;
}
