import type { Adapter } from './adapter.js';

/**
 * What an operator may set of an adapter, as data: configuration and documents read it, the adapter
 * never does.
 */
export interface AdapterSetting {
  /** The adapter's member that it replaces. */
  readonly name: 'silentAfterMs';
  readonly kind: 'milliseconds';
  readonly default: number;
  readonly meaning: string;
}

/** A setting as configuration has it: under the name of its environment variable. */
export interface NamedSetting extends AdapterSetting {
  readonly adapter: string;
  /** `FSM_SILENT_AFTER_MS` */
  readonly variable: string;
}

/** The one setting that every downstream system has. */
export const silence = (defaultMs: number): AdapterSetting => ({
  name: 'silentAfterMs',
  kind: 'milliseconds',
  default: defaultMs,
  meaning: 'Silence of the system about a work order after which reconciliation asks',
});

/** All settings of these adapters, in their order. */
export function settingsOf(adapters: readonly Adapter[]): NamedSetting[] {
  return adapters.flatMap((adapter) =>
    (adapter.settings ?? []).map((setting) => ({
      ...setting,
      adapter: adapter.name,
      variable: variableOf(adapter.name, setting.name),
    })),
  );
}

/**
 * The adapter with what was set; `values` are by variable, and what they leave out stays at its
 * default.
 */
export function withSettings(adapter: Adapter, values: Readonly<Record<string, number>>): Adapter {
  const set = settingsOf([adapter]).flatMap(({ name, variable }) =>
    values[variable] === undefined ? [] : [[name, values[variable]] as const],
  );
  return { ...adapter, ...Object.fromEntries(set) };
}

const variableOf = (adapter: string, setting: string): string =>
  `${adapter}_${setting.replace(/[A-Z]/g, (capital) => `_${capital}`)}`.toUpperCase();
