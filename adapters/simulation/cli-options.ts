import { WELL_BEHAVED, type Behaviour } from './behaviour.js';

/** An option of `turnup simulate`, as data: the command line and the documents are made from it. */
export interface SimulatorOption {
  /** As commander takes it: `--slow <duration>`. */
  readonly flag: string;
  /** Its member of Behaviour. */
  readonly member: keyof Behaviour;
  /** The name under which its value comes from the command line: `slow`. */
  readonly name: string;
  readonly kind: OptionKind;
  /** In the words of the command line. */
  readonly default: string;
  readonly meaning: string;
}

/**
 * `share`: 5% or 0.05. `duration`: 250ms, 2s, 5m, 1h, or milliseconds. `names`: several, by commas
 * or repetition.
 */
export type OptionKind = 'duration' | 'share' | 'switch' | 'names' | 'integer';

const share = (name: Extract<keyof Behaviour, string>, meaning: string): SimulatorOption => ({
  flag: `--${name} <share>`,
  member: name,
  name,
  kind: 'share',
  default: '0%',
  meaning,
});

/** All options that make a simulated system misbehave. */
export const SIMULATOR_OPTIONS: readonly SimulatorOption[] = [
  {
    flag: '--slow <duration>',
    member: 'slowMs',
    name: 'slow',
    kind: 'duration',
    default: '0s',
    meaning: 'How long the work takes',
  },
  {
    flag: '--down <duration>',
    member: 'downMs',
    name: 'down',
    kind: 'duration',
    default: '0s',
    meaning: 'How long it does not consume after its start',
  },
  share('refuse', 'Refuses the work order; trying again may help'),
  share('duplicate', 'Sends a status twice'),
  {
    flag: '--reorder',
    member: 'reorder',
    name: 'reorder',
    kind: 'switch',
    default: 'off',
    meaning: 'Sends the last status first, every second time',
  },
  share('vanish', 'Does the work and loses the status'),
  share('half', 'Does the work, says it is in progress, and no more until asked twice'),
  share('contradict', 'Says completed, then failed'),
  {
    flag: '--fail-once <task...>',
    member: 'failOnce',
    name: 'failOnce',
    kind: 'names',
    default: 'none',
    meaning: 'Fails the first revision of tasks of this name for good; the next one succeeds',
  },
  {
    flag: '--seed <number>',
    member: 'seed',
    name: 'seed',
    kind: 'integer',
    default: 'random',
    meaning: 'Makes what happens repeatable',
  },
];

/** Longer than this no timer runs. */
const LONGEST_MS = 24 * 3_600_000;
const UNITS_MS: Readonly<Record<string, number>> = { '': 1, ms: 1, s: 1e3, m: 60e3, h: 3_600e3 };

/**
 * Values as the command line has them, by option name, as a Behaviour; every bad value is named at
 * once. Names that are no option of a simulator are left alone.
 */
export function parseBehaviour(
  values: Readonly<Record<string, unknown>>,
): Behaviour | { readonly faults: string[] } {
  const faults: string[] = [];
  const read: Record<string, unknown> = { ...WELL_BEHAVED };
  for (const option of SIMULATOR_OPTIONS) {
    const value = values[option.name];
    if (value === undefined) continue;
    const result = PARSERS[option.kind](value);
    if (result === undefined) faults.push(faultOf(option, value));
    else read[option.member] = result;
  }
  return faults.length > 0 ? { faults } : (read as unknown as Behaviour);
}

const PARSERS: Readonly<Record<OptionKind, (value: unknown) => unknown>> = {
  duration: parseDuration,
  share: parseShare,
  switch: (value) => (typeof value === 'boolean' ? value : undefined),
  names: parseNames,
  integer: (value) => (/^\d{1,9}$/.test(String(value)) ? Number(value) : undefined),
};

const EXPECTED: Readonly<Record<OptionKind, string>> = {
  duration: 'a time of at most 24h, such as 250ms, 2s or 5m',
  share: 'a share, such as 5% or 0.05',
  switch: 'given without a value',
  names: 'names of tasks',
  integer: 'a whole number of at most nine digits',
};

const faultOf = ({ flag, kind }: SimulatorOption, value: unknown): string =>
  `${flag.split(' ')[0]} must be ${EXPECTED[kind]}; it is ${JSON.stringify(value)}`;

function parseDuration(value: unknown): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(String(value)) ?? [];
  if (amount === undefined) return undefined;
  const ms = Math.round(Number(amount) * (UNITS_MS[unit] ?? 1));
  return ms <= LONGEST_MS ? ms : undefined;
}

function parseShare(value: unknown): number | undefined {
  const [, amount, percent] = /^(\d+(?:\.\d+)?)(%)?$/.exec(String(value)) ?? [];
  if (amount === undefined) return undefined;
  const read = percent === undefined ? Number(amount) : Number(amount) / 100;
  return read <= 1 ? read : undefined;
}

function parseNames(value: unknown): string[] | undefined {
  const list: unknown[] = Array.isArray(value) ? value : [value];
  const names = list.flatMap((item) => (typeof item === 'string' ? item.split(',') : ['']));
  const given = names.length > 0 && names.every((name) => name.trim() !== '');
  return given ? names.map((name) => name.trim()) : undefined;
}
