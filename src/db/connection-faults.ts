import { Refusal } from '../errors.js';

/** Seconds after which a client may try again. */
const RETRY_AFTER_S = '2';

/**
 * SQLSTATE classes and codes (PostgreSQL, appendix A): the server is away, full, stopping, or too
 * slow.
 */
const POSTGRES_AWAY = /^(08...|53...|57P0[1-5]|57014|25P03|28...|3D000)$/;
/**
 * serialization_failure and deadlock_detected: the same transaction may pass when it is run again.
 */
const POSTGRES_AGAIN = new Set(['40001', '40P01']);
const SQLITE_AWAY = /^SQLITE_(BUSY|CANTOPEN|IOERR|FULL|LOCKED|READONLY|NOTADB|CORRUPT|PROTOCOL)/;
const NETWORK_AWAY =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|ENOENT|EACCES)$/;
const SEQUELIZE_AWAY = /^Sequelize(Connection|HostNot|InvalidConnection|AccessDenied)/;
/** What the pg driver and the pool say without a code. */
const SAID_AWAY =
  /^(Connection terminated|Client (was closed|has encountered a connection error)|Query read timeout|timeout expired|pool is draining)/;

/** The error, and what Sequelize wrapped in it. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let next = error; next instanceof Error && chain.length < 5;) {
    chain.push(next);
    next = 'parent' in next ? next.parent : undefined;
  }
  return chain;
}

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : '');

const isAway = (error: Error): boolean =>
  POSTGRES_AWAY.test(codeOf(error)) ||
  SQLITE_AWAY.test(codeOf(error)) ||
  NETWORK_AWAY.test(codeOf(error)) ||
  SEQUELIZE_AWAY.test(error.name) ||
  SAID_AWAY.test(error.message);

/** True when the driver's error says that the database cannot be reached or cannot work now. */
export const saysUnavailable = (error: unknown): boolean => causes(error).some(isAway);

/**
 * True when running the whole transaction again may pass: PostgreSQL chose it as the victim of a
 * conflict.
 */
export const saysAgain = (error: unknown): boolean =>
  causes(error).some((cause) => POSTGRES_AGAIN.has(codeOf(cause)));

/**
 * A Refusal `databaseUnavailable` with Retry-After, the driver's error as its cause; other errors
 * as they are.
 */
export function asRefusal(error: unknown): unknown {
  if (error instanceof Refusal || !saysUnavailable(error)) return error;
  const refusal = new Refusal('databaseUnavailable', [], { 'Retry-After': RETRY_AFTER_S });
  return Object.assign(refusal, { cause: error });
}
