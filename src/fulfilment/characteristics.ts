import type { Characteristic, CharacteristicSpec, DecompositionRule, OrderLine } from './model.js';
import { isAbsent } from './values.js';

/** Values, and the names of mandatory characteristics that have none. */
export interface Filled {
  readonly values: Characteristic[];
  readonly missing: string[];
}

/**
 * A line's own values, as given, then the defaults of its specification for what it leaves out.
 * What is taken away, or left alone, is taken as it is: defaults would say something that nobody
 * ordered, and nothing is missing.
 */
export function ownCharacteristics(
  given: readonly Characteristic[],
  specs: readonly CharacteristicSpec[],
  action: OrderLine['action'],
): Filled {
  const present = given.filter(({ value }) => !isAbsent(value));
  if (action === 'delete' || action === 'noChange') return { values: present, missing: [] };
  const names = new Set(present.map(({ name }) => name));
  const open = specs.filter(({ name }) => !names.has(name));
  return {
    values: [...present, ...defaultsOf(open)],
    missing: open.filter(isMissing).map(({ name }) => name),
  };
}

/**
 * A child's values from its parent's: what the rule maps, else the parent's value of the same name,
 * else the default of the child's specification. A mapped value that the parent does not have falls
 * through to the next of these. What the rule maps is kept even where the child's specification
 * does not list it; nothing else is.
 */
export function childCharacteristics(
  parent: readonly Characteristic[],
  specs: readonly CharacteristicSpec[],
  rule: DecompositionRule | undefined,
  action: OrderLine['action'],
): Filled {
  const values = new Map(parent.map(({ name, value }) => [name, value]));
  const mapped = mappedValues(values, rule);
  const specified = new Set(specs.map(({ name }) => name));
  const inherited = specs.flatMap(({ name }) => {
    const value = mapped.get(name) ?? values.get(name);
    return isAbsent(value) ? [] : [{ name, value }];
  });
  const extra = [...mapped]
    .filter(([name]) => !specified.has(name))
    .map(([name, value]) => ({ name, value }));
  return ownCharacteristics([...inherited, ...extra], specs, action);
}

function mappedValues(
  values: ReadonlyMap<string, unknown>,
  rule: DecompositionRule | undefined,
): Map<string, unknown> {
  const mapped = new Map<string, unknown>();
  for (const row of rule?.map ?? []) {
    const value = row.constant ?? (row.from === undefined ? undefined : values.get(row.from));
    if (!isAbsent(value)) mapped.set(row.to, value);
  }
  return mapped;
}

function defaultsOf(specs: readonly CharacteristicSpec[]): Characteristic[] {
  return specs
    .filter((spec) => !isAbsent(spec.defaultValue))
    .map(({ name, defaultValue }) => ({ name, value: defaultValue }));
}

function isMissing(spec: CharacteristicSpec): boolean {
  return spec.mandatory && isAbsent(spec.defaultValue);
}
