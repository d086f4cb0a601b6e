import { pino, stdTimeFunctions, type Logger } from 'pino';
import pretty from 'pino-pretty';

/**
 * Severity as a word and instants as ISO 8601; the host is for whoever collects the lines to add.
 */
const LINES = {
  base: null,
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (label: string) => ({ level: label }) },
};

/**
 * The log: JSON lines, or lines for people where a person looks. Goes to standard error when
 * standard output is taken for an answer.
 */
export function createLog(level: string, out: NodeJS.WriteStream): Logger {
  if (!out.isTTY) return pino({ ...LINES, level }, out);
  const people = pretty({
    destination: out,
    ignore: 'pid,hostname',
    translateTime: 'HH:MM:ss.l',
    sync: true,
  });
  return pino({ level, base: null }, people);
}
