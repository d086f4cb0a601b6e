/** A database with the bus that goes with it. */
export type Ground = 'sqlite' | 'postgres';

/** What one run of the benchmark does. */
export interface Options {
  readonly grounds: readonly Ground[];
  /** Orders of one round. */
  readonly orders: number;
  /** Floor and road, so many times each, in turn. */
  readonly rounds: number;
  /** Orders under way at once, the same for both. */
  readonly inFlight: number;
  /** Pairs of a small and a large order. */
  readonly pairs: number;
  /** Orders accepted while nobody works on them. */
  readonly held: number;
  /** Takes the long way: 10,000 orders accepted with every system down, and worked off. */
  readonly soak: boolean;
}

const DEFAULTS = { ORDERS: 200, ROUNDS: 3, IN_FLIGHT: 32, PAIRS: 3, HELD: 2_000 } as const;
const GROUNDS: readonly Ground[] = ['sqlite', 'postgres'];

/** Reads the environment and the arguments; throws an Error that names what cannot be used. */
export function readOptions(
  env: Readonly<Record<string, string | undefined>>,
  args: readonly string[],
): Options {
  const count = (name: keyof typeof DEFAULTS): number => {
    const value = Number(env[name] ?? DEFAULTS[name]);
    if (!Number.isSafeInteger(value) || value < 1)
      throw new Error(`${name} must be a whole number above 0, not "${env[name]}"`);
    return value;
  };
  return {
    grounds: groundsNamed(env['ONLY']),
    orders: count('ORDERS'),
    rounds: count('ROUNDS'),
    inFlight: count('IN_FLIGHT'),
    pairs: count('PAIRS'),
    held: count('HELD'),
    soak: args.includes('--soak'),
  };
}

function groundsNamed(only: string | undefined): readonly Ground[] {
  if (!only) return GROUNDS;
  const named = GROUNDS.filter((ground) => ground === only);
  if (named.length === 0) throw new Error(`ONLY must be sqlite or postgres, not "${only}"`);
  return named;
}
