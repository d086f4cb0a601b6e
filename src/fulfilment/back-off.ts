import type { BackOff } from '../../mappings/policies/retries.js';

/**
 * Milliseconds to wait after the given number of attempts (1 and up). Grows to the policy's limit
 * and stays there.
 */
export function backOffMs(policy: BackOff, attempts: number): number {
  const waitMs = policy.firstMs * policy.factor ** (Math.max(1, attempts) - 1);
  return Math.min(waitMs, policy.mostMs);
}
