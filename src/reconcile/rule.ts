import type { Unit, Units } from '../documents/unit.js';
import type { Finding } from './history.js';

/** What a rule gets for one run. */
export interface RunContext {
  /** The run's id. */
  readonly run: string;
  readonly dryRun: boolean;
  readonly units: Units;
  /** Most things that one run looks at; the next run goes on. */
  readonly budget: number;
  /** Silence that the operator set for every adapter, in milliseconds; 0: each adapter's own. */
  readonly silentAfterMs: number;
  /** Writes a finding in the given unit. */
  note(finding: Omit<Finding, 'rule' | 'at'>, unit: Unit): Promise<void>;
}

/** One comparison. Runs again and again, so it must be harmless when nothing differs. */
export interface Rule {
  readonly name: string;
  /** Answers how many things it looked at. */
  run(context: RunContext): Promise<number>;
}
