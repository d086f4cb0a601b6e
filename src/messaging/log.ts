import type { Logger } from 'pino';

/** What this room needs of a logger; a pino logger is one. */
export type Log = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
