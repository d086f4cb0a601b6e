/**
 * Every way in which Turnup refuses, in one table: kind -> HTTP status, stable code, reason, and
 * whether the same call may succeed later. `code` is what clients branch on; it never changes once
 * published.
 */
export interface ErrorRow {
  /** HTTP status (RFC 9110). */
  readonly status: number;
  /** Stable word for programs, the `code` of the TMF630 error body. */
  readonly code: string;
  /** One sentence for people, the `reason` of the TMF630 error body. */
  readonly reason: string;
  /** True when the same call, unchanged, may succeed later. */
  readonly retryable: boolean;
}

export const ERRORS = {
  malformedBody: {
    status: 400,
    code: 'malformedBody',
    reason: 'The body is not well-formed',
    retryable: false,
  },
  contractViolation: {
    status: 400,
    code: 'contractViolation',
    reason: 'The request does not meet the API document',
    retryable: false,
  },
  badQuery: {
    status: 400,
    code: 'badQuery',
    reason: 'A query parameter cannot be understood',
    retryable: false,
  },
  attributeNotChangeable: {
    status: 400,
    code: 'attributeNotChangeable',
    reason: 'The request changes an attribute that clients may not change',
    retryable: false,
  },
  unsupportedQuery: {
    status: 501,
    code: 'unsupportedQuery',
    reason: 'This element of the query language is not supported',
    retryable: false,
  },
  notImplemented: {
    status: 501,
    code: 'notImplemented',
    reason: 'This part of the API is not offered yet',
    retryable: false,
  },
  notAuthenticated: {
    status: 401,
    code: 'notAuthenticated',
    reason: 'The request names no known caller',
    retryable: false,
  },
  notAllowed: {
    status: 403,
    code: 'notAllowed',
    reason: 'The caller may not do this',
    retryable: false,
  },
  notFound: {
    status: 404,
    code: 'notFound',
    reason: 'There is nothing at this address',
    retryable: false,
  },
  methodNotAllowed: {
    status: 405,
    code: 'methodNotAllowed',
    reason: 'This address does not offer this method',
    retryable: false,
  },
  notAcceptable: {
    status: 406,
    code: 'notAcceptable',
    reason: 'None of the accepted media types can be answered',
    retryable: false,
  },
  conflict: {
    status: 409,
    code: 'conflict',
    reason: 'The present state does not allow this',
    retryable: false,
  },
  duplicate: {
    status: 409,
    code: 'duplicate',
    reason: 'Something with this identity exists already',
    retryable: false,
  },
  preconditionFailed: {
    status: 412,
    code: 'preconditionFailed',
    reason: 'The document has changed since it was read',
    retryable: false,
  },
  bodyTooLarge: {
    status: 413,
    code: 'bodyTooLarge',
    reason: 'The body is larger than the gateway accepts',
    retryable: false,
  },
  unsupportedMediaType: {
    status: 415,
    code: 'unsupportedMediaType',
    reason: 'The media type of the body is not accepted here',
    retryable: false,
  },
  rangeNotSatisfiable: {
    status: 416,
    code: 'rangeNotSatisfiable',
    reason: 'The offset is past the end of the list',
    retryable: false,
  },
  ruleViolation: {
    status: 422,
    code: 'ruleViolation',
    reason: 'The request is well-formed but breaks a rule',
    retryable: false,
  },
  idempotencyMismatch: {
    status: 422,
    code: 'idempotencyMismatch',
    reason: 'This Idempotency-Key came before with another request',
    retryable: false,
  },
  tooManyRequests: {
    status: 429,
    code: 'tooManyRequests',
    reason: 'Too many requests at once',
    retryable: true,
  },
  internal: {
    status: 500,
    code: 'internal',
    reason: 'The gateway failed; the log has the cause',
    retryable: true,
  },
  databaseUnavailable: {
    status: 503,
    code: 'databaseUnavailable',
    reason: 'The database does not answer',
    retryable: true,
  },
  starting: {
    status: 503,
    code: 'starting',
    reason: 'The gateway is not ready yet',
    retryable: true,
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorKind = keyof typeof ERRORS;

/** One fault: what is wrong and where. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the body, or `?name` for a query parameter; '' for the whole. */
  readonly pointer: string;
  /** What is wrong and what would be right, one sentence. */
  readonly message: string;
  /** A stable word for the rule, where a program may branch on it. */
  readonly rule?: string;
}

/**
 * A refusal with every fault found. The only error that the HTTP side turns into anything but
 * `internal`.
 */
export class Refusal extends Error {
  readonly kind: ErrorKind;
  readonly faults: readonly Fault[];
  /** Extra answer headers, such as Allow, Accept-Patch or Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    kind: ErrorKind,
    faults: readonly Fault[] | string = [],
    headers: Record<string, string> = {},
  ) {
    const list = typeof faults === 'string' ? [{ pointer: '', message: faults }] : faults;
    super(
      `${ERRORS[kind].reason}${list.length > 0 ? `: ${list.map((f) => f.message).join('; ')}` : ''}`,
    );
    this.name = 'Refusal';
    this.kind = kind;
    this.faults = list;
    this.headers = headers;
  }
}
