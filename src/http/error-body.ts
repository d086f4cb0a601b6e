import type { JsonObject } from '../../openapi/json.js';
import type { ErrorRow, Fault } from '../errors.js';

/** The error body of TMF630: `code` is for programs, `message` and `details` for people. */
export function errorBody(row: ErrorRow, faults: readonly Fault[], message?: string): JsonObject {
  return {
    code: row.code,
    reason: row.reason,
    message: message ?? (faults.map((fault) => fault.message).join('; ') || row.reason),
    status: String(row.status),
    '@type': 'Error',
    details: faults.map((fault) => ({ ...fault })),
    retryable: row.retryable,
  };
}
